import { spawn } from 'node:child_process';
import { ToolError } from '../document/tool-error.ts';
import { type Arguments, say } from './arguments.ts';
import { checkBreaking, checkContract, checkGenerated, checkMessages, type Finding } from './checks.ts';

/** Runs all checks, whatever the first ones find. Gives whether all passed. */
export async function check(given: Arguments & { also: string[] }): Promise<boolean> {
  const checks: [string, () => Promise<Finding>][] = [
    ['contract', () => checkContract(given)],
    ['messages', () => checkMessages(given)],
    ['generated files', () => checkGenerated(given)],
    ['breaking changes', () => checkBreaking(given)],
    ...given.also.map((line): [string, () => Promise<Finding>] => [line, () => runLine(line)]),
  ];
  const said = new Set<string>();
  let passed = true;
  for (const [name, check] of checks) passed = (await runCheck(name, check, said)) && passed;
  say(passed ? 'All is well.' : 'Something has to be put right: see the lines with ✗.');
  return passed;
}

/** `said` are the lines of the checks before it: one fault can keep several from being made, and is told once. */
async function runCheck(name: string, check: () => Promise<Finding>, said: Set<string>): Promise<boolean> {
  const { passed, summary, report = '' } = await check().catch(failure);
  say(`${passed ? '✓' : '✗'} ${name}: ${summary}`);
  for (const line of report.split('\n').filter((line) => line !== '' && !said.has(line.trim()))) {
    said.add(line.trim());
    say(line);
  }
  return passed;
}

/** A check that cannot be made has not passed; the others are still worth running. */
function failure(error: unknown): Finding {
  if (!(error instanceof ToolError)) throw error;
  return {
    passed: false,
    summary: 'could not be checked',
    report: `  ${error.message.trim().replaceAll('\n', '\n  ')}`,
  };
}

function runLine(line: string): Promise<Finding> {
  const started = spawn(line, { shell: true, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    started.on('error', reject);
    started.on('close', (code) => resolve({ passed: code === 0, summary: code === 0 ? 'passed' : `failed (${code})` }));
  });
}
