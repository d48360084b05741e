import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { assert, expect, test } from 'vitest';

const FILE = fileURLToPath(new URL('./handlers.types.ts', import.meta.url));
const EXPECTATION = /^\s*\/\/ @ts-expect-error (.*)$/gm;

/** What the compiler says of the file, under the settings of the repository: the text of each line that has an error. */
function errorsIn(text: string): string[] {
  const config = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, '.');
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (name) => (name === FILE ? text : read(name));
  const program = ts.createProgram([FILE], options, host);
  const file = program.getSourceFile(FILE);
  assert(file);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const lines = found.map(({ start = 0 }) => text.split('\n')[file.getLineAndCharacterOfPosition(start).line] ?? '');
  return [...new Set(lines)];
}

test('handlers that are missing, or that answer what is not in the contract, do not compile', () => {
  const text = readFileSync(FILE, 'utf8');
  const lines = text.split('\n');
  const expected = lines.filter((_, index) => index > 0 && new RegExp(EXPECTATION.source).test(lines[index - 1] ?? ''));
  expect(expected.length).toBeGreaterThanOrEqual(12);

  // Without its remarks the file has an error wherever one is expected, and nowhere else.
  const without = errorsIn(text.replaceAll(EXPECTATION, ''));
  expect(without.toSorted()).toStrictEqual(expected.toSorted());
});
