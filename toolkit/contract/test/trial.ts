import { expect } from 'vitest';
import { checkServed } from '../command/check-served.ts';
import { startFor } from '../command/mock.ts';
import { siteFiles } from '../docs/site.ts';
import { contractFiles } from '../document/contract-files.ts';
import { recommended } from '../document/settings.ts';
import { generatedFiles } from '../generate/generated-files.ts';
import { lintContract } from '../lint/lint.ts';
import { documentsOf } from '../mock/load.ts';
import { type Operation, operationsIn } from '../mock/operations.ts';
import type { Mock } from '../mock/start.ts';
import { mediaTypes, sampleRequest } from './sample-request.ts';

export interface Trial {
  mock: Mock;
  operations: Operation[];
  /** What check says of the server and the mock, a line each. */
  said: string[];
  /** The kinds of bodies that a request was taken with, in the order of their names. */
  kinds: string[];
  /** What answered something else than it documents. */
  faults: string[];
  types: string;
  close(): Promise<void>;
}

/** Runs every tool on a contract, as its commands do: none may fail. @param docs without them, a trial takes half the time */
export async function tryContract(file: string, { docs }: { docs: boolean }): Promise<Trial> {
  const contract = contractFiles(file);
  await lintContract(file, recommended, []);
  const { report = '' } = await checkServed({ contract, out: '', config: recommended });
  const files = await generatedFiles(contract);
  if (docs) expect((await siteFiles({ contract })).size).toBeGreaterThan(5);
  const [document = {}] = (await documentsOf(file)).values();
  const operations = operationsIn(document);
  const faultless = { delay: { least: 0, most: 0 }, failureRate: 0, stateful: false, mongodbUri: undefined };
  const mock = await startFor({ ...faultless, host: '127.0.0.1', port: 0, contract: file, dynamic: false, seed: 1 });
  const kinds = new Set<string>();
  const faults: string[] = [];
  const ask = async (operation: Operation, how: { type?: string; code?: number }): Promise<number> => {
    const { path, init, kind } = sampleRequest(document, operation, how.type);
    const headers = { ...init.headers, ...(how.code !== undefined && { prefer: `code=${how.code}` }) };
    const { status } = await fetch(mock.url + path, { ...init, headers });
    if (status < 400) kinds.add(kind);
    return status;
  };
  const served = operations.filter(({ path, method }) => !/[?#]/.test(path) && method !== 'TRACE');
  for (const operation of served) {
    const { id, replies } = operation;
    for (const { status } of replies.filter((reply) => reply.status >= 400)) {
      const answered = await ask(operation, { code: status });
      if (answered !== status) faults.push(`${id} ${status}: ${answered}`);
    }
    const [success] = replies.filter((reply) => reply.status < 400);
    const types = mediaTypes(document, operation);
    for (const type of types.length > 0 ? types : [undefined]) {
      const answered = await ask(operation, type === undefined ? {} : { type });
      // An example of the contract that is wrong by its own schema is refused, and that is right.
      if (success && answered !== success.status && answered !== 422) faults.push(`${id} ${type ?? ''}: ${answered}`);
    }
  }
  return {
    mock,
    operations,
    said: report.split('\n').map((line) => line.trim()),
    kinds: [...kinds].toSorted(),
    faults,
    types: files.get('types.ts') ?? '',
    close: () => mock.close(),
  };
}
