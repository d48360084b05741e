import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { unescapePointerFragment } from '@redocly/openapi-core';
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { isObject, type JsonObject, objectAt } from '../document/json.ts';
import { isSecured } from '../document/path-item.ts';
import { ToolError } from '../document/tool-error.ts';
import { diffContracts } from './contract-diff.ts';
import { type BreakingChange, ownChanges } from './own-changes.ts';

/** What breaks clients that were made for the old contract: found by `redocly diff`, and by rules of our own. */
export async function breakingChanges(old: JsonObject, now: JsonObject): Promise<BreakingChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'));
  try {
    const [oldFile, newFile] = ['old.json', 'new.json'].map((name) => join(folder, name)) as [string, string];
    await Promise.all([writeFile(oldFile, JSON.stringify(old)), writeFile(newFile, JSON.stringify(now))]);
    const found = changesOf(await diffContracts(oldFile, newFile)).filter((change) => !wasSecured(old, change));
    return [...found, ...ownChanges(old, now)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `redocly diff` takes an operation that inherited the contract's security, and now has its own, for one that had none. */
function wasSecured(old: JsonObject, { rule, message, pointer }: BreakingChange): boolean {
  if (rule !== 'security-requirement-changed' || !message.startsWith('Authentication became required')) return false;
  const [, path = '', method = ''] = /^#\/paths\/([^/]+)\/([a-z]+)\/security$/.exec(pointer) ?? [];
  const item = objectAt(objectAt(old, 'paths'), unescapePointerFragment(path));
  return isSecured(objectAt(item, method)['security'] ?? old['security']);
}

/** As exceptions name it, and as people read it. */
export function sentenceOf({ message, rule, pointer }: BreakingChange): string {
  return `${message} (${rule}) at ${pointer}`;
}

function changesOf(report: unknown): BreakingChange[] {
  if (!isObject(report) || !Array.isArray(report['changes'])) throw new ToolError('redocly diff gave no report.');
  return report['changes'].flatMap((change) => {
    const verdicts = isObject(change) && Array.isArray(change['verdicts']) ? change['verdicts'] : [];
    return verdicts
      .filter((verdict) => objectAt({ verdict }, 'verdict')['impact'] === 'major')
      .map((verdict) => {
        const { message, ruleId, location } = objectAt({ verdict }, 'verdict');
        const pointer = String(objectAt({ location: location ?? null }, 'location')['pointer']);
        return { message: String(message), rule: String(ruleId), pointer };
      });
  });
}

/** A change that may break all the same, until a day is over. */
export type Exception = { change: string; reason: string; until: string; isOver: boolean; line: number };

/**
 * The changes that are allowed though they break. The file is a list of `{ change, reason, until }`: `change` occurs in the sentence
 * about it, `until` is the last day (UTC) on which it counts.
 *
 * @throws ToolError with file and line for one without all three
 */
export function exceptionsIn(file: string | undefined, today = new Date().toISOString().slice(0, 10)): Exception[] {
  if (file === undefined) return [];
  const name = relative(process.cwd(), file);
  if (!existsSync(file)) throw new ToolError(`There is no file of exceptions at ${name}.`);
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  if (errors[0])
    throw new ToolError(
      `${name}:${lines.linePos(errors[0].pos[0]).line}:1: This is not valid YAML: ${errors[0].message}`,
    );
  if (contents === null) return [];
  if (!isSeq(contents)) throw new ToolError(`${name}:1:1: exceptions are a list of { change, reason, until }.`);
  return contents.items.map((node, index) => {
    const { line } = lines.linePos((node as Node).range?.[0] ?? 0);
    const given: unknown = isMap(node) ? node.toJSON() : undefined;
    const { change, reason, until } = isObject(given) ? given : {};
    const isWhole = typeof change === 'string' && change !== '' && typeof reason === 'string' && reason !== '';
    if (!isWhole || typeof until !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(until)) {
      throw new ToolError(
        `${name}:${line}:1: exception ${index + 1} needs a change, a reason and until, a day such as 2026-01-31.`,
      );
    }
    return { change, reason, until, isOver: today > until, line };
  });
}
