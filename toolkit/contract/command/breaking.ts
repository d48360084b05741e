import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parse } from 'yaml';
import { bundleContract } from '../document/bundle.ts';
import { isObject, type JsonObject, objectAt } from '../document/json.ts';
import { placesIn } from '../document/places.ts';
import { inLanguage } from '../i18n/languages.ts';
import { breakingChanges, type Exception, exceptionsIn, sentenceOf } from '../lint/breaking-changes.ts';
import { atRef } from '../lint/git.ts';
import type { BreakingChange } from '../lint/own-changes.ts';
import { mayBreak, newestRelease, nextBreaking } from '../lint/releases.ts';
import type { Arguments } from './arguments.ts';
import { type CheckResult, counted } from './checks.ts';
import { type Finding, linesOf } from './report.ts';

/** Nothing breaks the clients of the newest release or, if one is given, of the contract at a git ref, unless the version says so. */
export async function checkBreaking({
  contract,
  base,
}: Arguments & { base?: string | undefined }): Promise<CheckResult> {
  const old = await oldContract({ contract, base });
  if (typeof old === 'string') return { passed: true, summary: old };
  const { versions, allow } = contract.settings.breaking;
  const document = inLanguage(await bundleContract(contract.entry), contract.settings.written);
  const version = versionOf(document);
  const exceptions = exceptionsIn(allow);
  const all = await breakingChanges(old.document, document);
  const changes = all.filter((change) => !exceptions.some((one) => !one.isOver && matches(one, change)));
  const isAllowed = changes.length > 0 && mayBreak(old.version, version, versions);
  const findings = [
    ...(await findingsOf(contract.entry, changes, isAllowed ? 'note' : 'error')),
    ...(allow === undefined ? [] : exceptions.flatMap((one) => lapsed(one, all, allow))),
  ];
  const report = linesOf(findings);
  const found = `${counted(changes.length, 'breaking change')} since ${old.name}`;
  if (changes.length === 0) return { passed: true, summary: `nothing breaks since ${old.name}`, report, findings };
  if (isAllowed) return { passed: true, summary: `${found}, as ${version} says`, report, findings };
  const hint = `  Keep what clients of ${old.version} rely on, or raise info.version to ${nextBreaking(old.version, versions)}.`;
  return { passed: false, summary: found, report: `${report}\n${hint}`, findings };
}

type Old = { name: string; version: string; document: JsonObject };

/** The contract that clients were made for, or why there is none. */
async function oldContract({
  contract,
  base,
}: Pick<Arguments, 'contract'> & { base?: string | undefined }): Promise<Old | string> {
  const { entry, settings } = contract;
  if (base !== undefined) {
    return atRef(entry, base, async (then) => {
      if (then === undefined) return `${relative(process.cwd(), entry)} is new since ${base}, so nothing can break`;
      const document = inLanguage(await bundleContract(then), settings.written);
      return { name: base, version: versionOf(document), document };
    });
  }
  const release = newestRelease(contract.releases, settings.breaking.versions);
  if (release === undefined) return 'nothing is released yet, so nothing can break';
  const document: unknown = parse(await readFile(release.file, 'utf8'));
  return { name: release.version, version: release.version, document: isObject(document) ? document : {} };
}

function versionOf(document: JsonObject): string {
  return String(objectAt(document, 'info')['version']);
}

function matches({ change }: Exception, found: BreakingChange): boolean {
  return sentenceOf(found).includes(change);
}

async function findingsOf(entry: string, changes: BreakingChange[], severity: Finding['severity']): Promise<Finding[]> {
  if (changes.length === 0) return [];
  const placeOf = await placesIn(entry);
  return changes.map((change) => ({
    ...placeOf(change.pointer),
    severity,
    rule: `breaking/${change.rule}`,
    message: sentenceOf(change),
  }));
}

/** An exception that does nothing any more. */
function lapsed(exception: Exception, all: BreakingChange[], file: string): Finding[] {
  const isUsed = all.some((change) => matches(exception, change));
  if (isUsed && !exception.isOver) return [];
  const message = isUsed
    ? `The exception "${exception.change}" (${exception.reason}) is over since ${exception.until}.`
    : `No breaking change is like "${exception.change}" any more: delete the exception.`;
  return [{ file, line: exception.line, column: 1, severity: 'warning', rule: 'breaking/exception', message }];
}
