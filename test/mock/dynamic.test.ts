import { readFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Operation, ServedContract } from '../contract/served-contract.ts';
import { startTestMock } from './mock.ts';
import { askRightly } from './right-request.ts';

const document = JSON.parse(await readFile(new URL('../../generated/openapi.en.json', import.meta.url), 'utf8'));
const contract = new ServedContract(document);

describe('answers made up of the schemas fit them, formats included', () => {
  test.each([1, 2])('with seed %i', { timeout: 60_000 }, async (seed) => {
    const mock = await startTestMock({ dynamic: true, seed });
    onTestFinished(() => mock.close());
    const faults: string[] = [];
    const tried = new Set<string>();
    for (const operation of contract.operations()) {
      for (const [status, reply] of Object.entries(operation.replies)) {
        // Most operations have the same answers to mistakes, which are made up in the same way.
        const text = JSON.stringify([status, reply]);
        if (tried.has(text)) continue;
        tried.add(text);
        const prefer = `code=${status}, dynamic=true`;
        const response = await askRightly(mock, contract, operation, { prefer });
        faults.push(...(await faultsOf(contract, operation, status, response)));
      }
    }
    expect(faults).toStrictEqual([]);
    expect(tried.size).toBeGreaterThan(40);
  });
});

async function faultsOf(contract: ServedContract, operation: Operation, status: string, response: Response) {
  const where = `${operation.id} ${status}`;
  const faults = response.status === Number(status) ? [] : [`${where}: answered ${response.status}`];
  const { content = {}, headers = {} } = operation.replies[status] ?? {};
  for (const [name, { required, schema }] of Object.entries(headers)) {
    const value = response.headers.get(name);
    if (value === null && !required) continue;
    const { type } = contract.resolve(schema);
    const fault = contract.fault(schema, type === 'integer' && value !== null ? Number(value) : value);
    if (fault) faults.push(`${where} ${name}: ${fault}, not ${value}`);
  }
  const text = await response.text();
  for (const [type, { schema }] of Object.entries(content)) {
    const body: unknown = type.includes('json') ? JSON.parse(text) : text;
    const fault = contract.fault(schema, body);
    if (fault) faults.push(`${where}: ${fault}`);
  }
  // A `uri` that fits the letter of RFC 3986 need not be one that can be called.
  const urls = [...text.matchAll(/"webhook_url":"([^"]*)"/g)].map(([, url = '']) => url);
  return [...faults, ...urls.filter((url) => !URL.canParse(url)).map((url) => `${where}: ${url} is no URL`)];
}
