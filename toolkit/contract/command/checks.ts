import { relative } from 'node:path';
import type { NormalizedProblem } from '@redocly/openapi-core';
import { bundleContract } from '../document/bundle.ts';
import { objectAt } from '../document/json.ts';
import { placeOf, reportOf } from '../document/problems.ts';
import { asYaml } from '../document/yaml.ts';
import { differencesFrom } from '../generate/generated-clean.ts';
import { generatedFiles } from '../generate/generated-files.ts';
import { inLanguage, translatedLanguages } from '../i18n/languages.ts';
import { readLock } from '../i18n/lock.ts';
import { readMessages, staleMessages } from '../i18n/messages.ts';
import { breakingChanges, exceptionsIn } from '../lint/breaking-changes.ts';
import { lintContract } from '../lint/lint.ts';
import { mayBreak, newestRelease, nextBreaking } from '../lint/releases.ts';
import type { Arguments } from './arguments.ts';
import type { Finding } from './report.ts';

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

/** The generated files are what the contract gives. */
export async function checkGenerated({ contract, out }: Arguments): Promise<CheckResult> {
  const files = await generatedFiles(contract);
  const differences = await differencesFrom(files, out);
  if (differences.length === 0) return { passed: true, summary: `${files.size} files, up to date` };
  const folder = relative(process.cwd(), out) || '.';
  const report = differences.map((line) => `  ${folder}/${line}`).join('\n');
  return {
    passed: false,
    summary: 'not up to date',
    report: `${report}\n  Run \`contract generate\` and commit the result.`,
  };
}

/** Nothing breaks the clients of the newest release, unless the version says so. */
export async function checkBreaking({ contract }: Arguments): Promise<CheckResult> {
  const { versions, allow } = contract.settings.breaking;
  const release = newestRelease(contract.releases, versions);
  if (release === undefined) return { passed: true, summary: 'nothing is released yet, so nothing can break' };
  const document = inLanguage(await bundleContract(contract.entry), contract.settings.written);
  const version = String(objectAt(document, 'info')['version']);
  const allowed = exceptionsIn(allow);
  const all = await breakingChanges(release.file, asYaml(document));
  const changes = all.filter((change) => !allowed.some((one) => change.includes(one)));
  const report = changes.map((change) => `  ${change}`).join('\n');
  const found = counted(changes.length, 'breaking change');
  if (changes.length === 0) return { passed: true, summary: `nothing breaks since ${release.version}` };
  if (mayBreak(release.version, version, versions)) {
    return { passed: true, summary: `${found} since ${release.version}, as ${version} says`, report };
  }
  const hint = `  Keep what clients of ${release.version} rely on, or raise info.version to ${nextBreaking(release.version, versions)}.`;
  return { passed: false, summary: `${found} since ${release.version}`, report: `${report}\n${hint}` };
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

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
