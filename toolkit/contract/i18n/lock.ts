import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { ToolError } from '../document/tool-error.ts';

/** Which English (its hash) each translation was made from: by language, then by the text's place. */
export type Lock = Record<string, Record<string, string>>;

/**
 * Reads the lock file; undefined when there is none yet.
 *
 * @throws ToolError when it is not what `writeLock` wrote, e.g. after a merge
 */
export function readLock(file: string): Lock | undefined {
  if (!existsSync(file)) return undefined;
  const content = parsed(file);
  return Object.fromEntries(
    Object.keys(content).map((language) => {
      const entries = Object.entries(objectAt(content, language)).map(([key, hash]) => [key, String(hash)]);
      return [language, Object.fromEntries(entries)];
    }),
  );
}

/** The text of the lock file: sorted, so that it changes only where a translation does. */
export function lockText(lock: Lock): string {
  const languages = Object.entries(lock).map(([language, entries]) => [language, sorted(entries)] as const);
  return `${JSON.stringify(sorted(Object.fromEntries(languages)), null, 2)}\n`;
}

/**
 * Why a text does not count as translated, as the end of a sentence; undefined when the translation was accepted for the
 * English that has this hash.
 */
export function staleness(lock: Lock, language: string, key: string, hash: string): string | undefined {
  const accepted = lock[language]?.[key];
  if (accepted === hash) return undefined;
  const reason = accepted === undefined ? 'has not been accepted yet.' : 'was made from a text that has changed since.';
  return `${reason} Check the translation, then run \`contract accept\`.`;
}

/** A short hash of the English: it tells texts apart, it does not protect them. The order of an object's members does not count. */
export function hashOf(english: Json): string {
  const text = typeof english === 'string' ? english : JSON.stringify(canonical(english));
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return sorted(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, canonical(member)])));
}

function parsed(file: string): JsonObject {
  const problem = `${file} is not a lock file. Mend it, or delete it and accept all translations anew.`;
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(content)) return content;
  } catch (error) {
    throw new ToolError(problem, { cause: error });
  }
  throw new ToolError(problem);
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
