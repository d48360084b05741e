import { assert, expect, type TestContext } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

/** A fault that is put into the contract, and the line that the check has to say about it. */
export type Fault = {
  name: string;
  file: string;
  old: string;
  replacement: string;
  /** A text on the line that the message names, after the fault is in. */
  at: string;
  says: string;
};

/** Puts all faults into one copy of the contract, and asserts that the check says each of them with its file and line. */
export async function assertCheckSays(t: TestContext, faults: Fault[]): Promise<void> {
  const copy = await ContractCopy.make(t);
  for (const { file, old, replacement } of faults) await copy.edit(file, old, replacement);

  const { code, output } = await copy.run('check');

  expect(output).toMatch(/^✗ contract: /m);
  expect(code).toBe(1);
  for (const { name, file, at, says } of faults) {
    const place = await copy.lineOf(file, at);
    const line = output.split('\n').find((said) => said.startsWith(`  ${place}:`) && said.endsWith(says));
    assert(line, `${name}: no line has "${place}" and "${says}" in:\n${output}`);
    expect(line, name).toMatch(/ error: /);
  }
}
