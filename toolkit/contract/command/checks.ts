import { join, relative } from 'node:path';
import type { NormalizedProblem } from '@redocly/openapi-core';
import { bundleContract } from '../document/bundle.ts';
import { placeOf, reportOf } from '../document/problems.ts';
import { differencesFrom } from '../generate/generated-clean.ts';
import { generatedFiles } from '../generate/generated-files.ts';
import { guideProblems } from '../i18n/guides.ts';
import { translatedLanguages } from '../i18n/languages.ts';
import { readLock } from '../i18n/lock.ts';
import { readMessages, staleMessages } from '../i18n/messages.ts';
import { lintContract } from '../lint/lint.ts';
import type { Arguments } from './arguments.ts';
import { type Finding, linesOf } from './report.ts';

/** What a check found: `summary` in a few words, `report` for whoever has to put it right. */
export type CheckResult = { passed: boolean; summary: string; report?: string; findings?: Finding[] };

/** The contract's form, its examples and its translations, by the linter. */
export async function checkContract({ contract, config }: Arguments): Promise<CheckResult> {
  // A contract that cannot be bundled is linted in English alone, which says why it cannot be bundled.
  const document = await bundleContract(contract.entry).catch(() => undefined);
  const translated = document === undefined ? [] : translatedLanguages(contract, document['info']);
  const problems = await lintContract(contract.entry, config, translated);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const summary = `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
  return { passed: errors === 0, summary, report: reportOf(problems), findings: problems.map(findingOf) };
}

/** The messages: their languages, their placeholders, and whether they were translated from the English that stands there. */
export async function checkMessages({ contract }: Arguments): Promise<CheckResult> {
  const document = await bundleContract(contract.entry);
  const { messages, problems } = readMessages(contract, translatedLanguages(contract, document['info']));
  // Without a lock file the linter says so already.
  const lock = readLock(contract.lock);
  const stale = lock === undefined ? [] : staleMessages(contract, messages, lock);
  const all = [...problems, ...stale];
  const summary = all.length > 0 ? counted(all.length, 'error') : counted(messages.length, 'message');
  return { passed: all.length === 0, summary, report: reportOf(all), findings: all.map(findingOf) };
}

/** The guides: each in every language, with the same parts, translated from the text that stands there. */
export async function checkGuides({ contract }: Arguments): Promise<CheckResult> {
  const count = contract.settings.guides.length;
  if (count === 0) return { passed: true, summary: 'none' };
  const document = await bundleContract(contract.entry);
  const languages = translatedLanguages(contract, document['info']);
  const findings = guideProblems(contract, languages, readLock(contract.lock)).map(
    ({ file, message }): Finding => ({ file, line: 1, column: 1, severity: 'error', rule: 'guide', message }),
  );
  const summary = findings.length > 0 ? counted(findings.length, 'error') : counted(count, 'guide');
  return { passed: findings.length === 0, summary, report: linesOf(findings), findings };
}

/** The generated files are what the contract gives. */
export async function checkGenerated({ contract, out }: Arguments): Promise<CheckResult> {
  const files = await generatedFiles(contract);
  const differences = await differencesFrom(files, out);
  if (differences.length === 0) return { passed: true, summary: `${files.size} files, up to date` };
  const folder = relative(process.cwd(), out) || '.';
  const report = differences.map(({ name, fault }) => `  ${folder}/${name}: ${fault}`).join('\n');
  const advice = 'Run `contract generate` and commit the result.';
  return {
    passed: false,
    summary: 'not up to date',
    report: `${report}\n  ${advice}`,
    findings: differences.map(({ name, fault }) => ({
      file: join(out, name),
      line: 1,
      column: 1,
      severity: 'error',
      rule: 'generated-files',
      message: `${fault}. ${advice}`,
    })),
  };
}

function findingOf(problem: NormalizedProblem): Finding {
  const { line, column } = placeOf(problem);
  const file = problem.location[0]?.source.absoluteRef ?? '';
  return {
    file,
    line,
    column,
    severity: problem.severity === 'error' ? 'error' : 'warning',
    rule: problem.ruleId,
    message: problem.message,
  };
}

/** `1 error`, `2 errors` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
