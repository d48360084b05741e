import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const COMMANDS: [command: string, ...given: string[]][] = [
  ['add-language', 'es'],
  ['status'],
  ['export', 'pt-BR'],
  ['import', 'texts.po'],
  ['accept'],
  ['generate'],
  ['check'],
  ['coverage', '--', 'true'],
  ['release'],
  ['mock'],
  ['docs'],
  ['dev'],
];

describe('every command', () => {
  let copy: ContractCopy;
  let empty: string;
  beforeAll(async () => {
    copy = await ContractCopy.make({ onTestFinished: afterAll });
    empty = copy.folder;
    await rm(join(empty, 'library'), { recursive: true });
  });

  test.for(COMMANDS)('%s in an empty folder: exit code 2 and a sentence', async ([command, ...given]) => {
    const { code, output } = await copy.runPlain(command, ...given);
    expect(output).toMatch(/^There is no (contract at openapi\/openapi\.yaml|contract\.yaml here)/);
    expect(output).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
  });

  test.for(COMMANDS)('%s of a contract that is no YAML: exit code 1 and a sentence', async ([command, ...given]) => {
    if (command === 'import') await writeFile(join(empty, 'texts.po'), '');
    await writeFile(join(empty, 'openapi.yaml'), 'openapi: [3.1.0\n');
    await writeFile(join(empty, 'contract.yaml'), 'contract: openapi.yaml\nlanguages: { pt-BR: draft }\n');
    // `dev` waits for a contract that works.
    if (command === 'dev') return;
    const { code, output } = await copy.runPlain(command, ...given);
    expect(output).toMatch(/(openapi\.yaml|texts\.po):/);
    expect(output).not.toMatch(/\n {4}at |contract failed/);
    expect(code).toBe(1);
  });
});

test('a pipe whose reader has enough ends it, without a word', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pipe-'));
  const tool = fileURLToPath(new URL('../command/main.ts', import.meta.url));
  const contract = fileURLToPath(new URL('../../fixtures/library/openapi.yaml', import.meta.url));
  const line = `"${process.execPath}" "${tool}" export pt-BR --all --contract "${contract}" | head -n 1`;
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', line], { cwd: folder });
  await rm(folder, { recursive: true });
  expect([stdout.split('\n').length, stderr]).toStrictEqual([2, '']);
});
