import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { type CodeSample, codeSamples, sampleText } from '../../toolkit/contract/docs/samples/code-samples.ts';
import type { JsonObject } from '../../toolkit/contract/document/json.ts';
import { startTestMock } from '../mock/mock.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ids = Object.keys(operations);

/** Python, Go, PHP and Java are run by `npm run test:samples`, where they are installed. */
describe('the samples, run as they are against the mock', () => {
  let folder: string;
  let samples: (language: string, client?: string) => Promise<Map<string, CodeSample[]>>;
  beforeAll(async () => {
    const mock = await startTestMock();
    folder = await mkdtemp(join(tmpdir(), 'samples-'));
    samples = async (language, client) => {
      const text = await readFile(join(root, `generated/openapi.${language}.json`), 'utf8');
      const document: JsonObject = JSON.parse(text);
      return codeSamples(document, { addressOf: () => mock.url, isFixed: true, language, client });
    };
    return async () => {
      await mock.close();
      await rm(folder, { recursive: true });
    };
  });

  test.for(['en', 'pt-BR'])('%s: curl is answered with a success for each operation', async (language) => {
    const all = await samples(language);
    const commands = ids.map((id) => `echo "${id} $(${textOf(all.get(id), 'curl')})"`);
    const quietly = `curl() { command curl -s -o /dev/null -w '%{http_code}' "$@"; }`;
    const { stdout } = await promisify(execFile)('sh', ['-c', [quietly, ...commands].join('\n')]);
    const answered = stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/2\d\d$/, '2XX'));
    expect(answered).toStrictEqual(ids.map((id) => `${id} 2XX`));
  });

  test.for([
    ['by the client', join(root, 'client/src/index.ts')],
    ['by fetch', undefined],
  ] as const)('TypeScript, %s, is answered with a success for each operation', async ([how, client]) => {
    const all = await samples('en', client);
    for (const id of ids) {
      const file = join(folder, `${id}-${how.replaceAll(' ', '-')}.ts`);
      const status = client === undefined ? '\nexport const { status } = response;' : '\nexport const status = 200;';
      await writeFile(file, textOf(all.get(id), 'TypeScript') + status);
      const { status: answered } = await import(pathToFileURL(file).href);
      expect(Math.floor(answered / 100), id).toBe(2);
    }
  });
});

function textOf(samples: CodeSample[] | undefined, label: string): string {
  const sample = samples?.find((one) => one.label === label);
  return sample === undefined ? '' : sampleText(sample);
}
