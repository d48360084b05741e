import { spawn } from 'node:child_process';
import { ToolError } from '../document/tool-error.ts';
import { type Arguments, say } from './arguments.ts';
import { checkBreaking } from './breaking.ts';
import { checkServed } from './check-served.ts';
import { type CheckResult, checkContract, checkGenerated, checkGuides, checkMessages } from './checks.ts';
import { checkCode } from './code.ts';
import { type Finding, findingsAs, type ReportFormat } from './report.ts';

/** Runs all checks, whatever the first ones find. Gives whether all passed. */
export async function check(
  given: Arguments & { also: string[]; base?: string | undefined; format: ReportFormat },
): Promise<boolean> {
  const checks: [string, () => Promise<CheckResult>][] = [
    ['contract', () => checkContract(given)],
    ['server and mock', () => checkServed(given)],
    ['messages', () => checkMessages(given)],
    ['guides', () => checkGuides(given)],
    ['generated files', () => checkGenerated(given)],
    ['breaking changes', () => checkBreaking(given)],
    ...codeCheck(given),
    ...given.also.map((line): [string, () => Promise<CheckResult>] => [line, () => runLine(line)]),
  ];
  if (given.format !== 'table') return checkFor(given.format, given, checks);
  const said = new Set<string>();
  let passed = true;
  for (const [name, check] of checks) passed = (await runCheck(name, check, said)) && passed;
  say(passed ? 'All is well.' : 'Something has to be put right: see the lines with ✗.');
  return passed;
}

/** Only where `contract.yaml` says where the server's sources are. */
function codeCheck(given: Arguments): [string, () => Promise<CheckResult>][] {
  return given.contract.settings.code.length > 0 ? [['code', () => checkCode(given)]] : [];
}

/** For a CI: a finding each, those that have no place of their own in the contract's entry file. */
async function checkFor(
  format: Exclude<ReportFormat, 'table'>,
  { contract }: Arguments,
  checks: [string, () => Promise<CheckResult>][],
): Promise<boolean> {
  const results: (CheckResult & { name: string })[] = [];
  for (const [name, check] of checks) results.push({ name, ...(await check().catch(failure)) });
  const findings = results.flatMap(({ name, passed, summary, report = '', findings }): Finding[] => {
    if (findings !== undefined || passed) return findings ?? [];
    const message = `${name}: ${summary}\n${report}`.trim();
    return [{ file: contract.entry, line: 1, column: 1, severity: 'error', rule: name.replaceAll(' ', '-'), message }];
  });
  const passed = results.every((result) => result.passed);
  if (format === 'json') say(JSON.stringify({ passed, findings }, null, 2));
  else process.stdout.write(findingsAs(format, findings));
  return passed;
}

/** `said` are the lines of the checks before it: one fault can keep several from being made, and is told once. */
async function runCheck(name: string, check: () => Promise<CheckResult>, said: Set<string>): Promise<boolean> {
  const { passed, summary, report = '' } = await check().catch(failure);
  say(`${passed ? '✓' : '✗'} ${name}: ${summary}`);
  for (const line of report.split('\n').filter((line) => line !== '' && !said.has(line.trim()))) {
    said.add(line.trim());
    say(line);
  }
  return passed;
}

/** A check that cannot be made has not passed; the others are still worth running. */
function failure(error: unknown): CheckResult {
  if (!(error instanceof ToolError)) throw error;
  return {
    passed: false,
    summary: 'could not be checked',
    report: `  ${error.message.trim().replaceAll('\n', '\n  ')}`,
  };
}

function runLine(line: string): Promise<CheckResult> {
  const started = spawn(line, { shell: true, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    started.on('error', reject);
    started.on('close', (code) => resolve({ passed: code === 0, summary: code === 0 ? 'passed' : `failed (${code})` }));
  });
}
