import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Versions } from '../document/settings.ts';
import { ToolError } from '../document/tool-error.ts';

type Version = { major: number; minor: number; patch: number };
export type Release = { version: string; file: string };

/** The newest contract that was released; undefined when none was. */
export function newestRelease(folder: string, versions: Versions): Release | undefined {
  return releasesIn(folder, versions).at(-1);
}

/** All contracts that were released, the oldest first. */
export function releasesIn(folder: string, versions: Versions): Release[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const releases = names.map((name) => ({ version: name.slice(0, -'.yaml'.length), file: join(folder, name) }));
  return releases.sort((a, b) => compare(a.version, b.version, versions));
}

/** The first line of a release's file. */
export function dateLine(date: Date): string {
  return `# Released ${date.toISOString().slice(0, 10)}\n`;
}

/** When a version was released, YYYY-MM-DD: by the first line of its file or, with dates for versions, by its name. */
export function releaseDate({ version, file }: Release): string | undefined {
  const [first = ''] = readFileSync(file, 'utf8').split('\n', 1);
  return /^# Released (\d{4}-\d{2}-\d{2})$/.exec(first)?.[1] ?? /^\d{4}-\d{2}-\d{2}/.exec(version)?.[0];
}

/** Where a version of the contract is kept. */
export function releaseFile(folder: string, version: string, versions: Versions): string {
  assertVersion(version, versions);
  return join(folder, `${version}.yaml`);
}

/**
 * Whether a new version may break clients of the old one: a later date or, of any versions, another one. By semver
 * (https://semver.org), when the major number was raised or, before 1.0.0, the minor one.
 *
 * @throws ToolError when one of them is no such version
 */
export function mayBreak(old: string, now: string, versions: Versions): boolean {
  if (versions !== 'semver') {
    assertVersion(now, versions);
    return versions === 'dates' ? compare(old, now, versions) < 0 : old !== now;
  }
  const from = parseVersion(old);
  const to = parseVersion(now);
  if (to.major !== from.major) return to.major > from.major;
  return to.major === 0 && to.minor > from.minor;
}

/** The version that would allow a breaking change. */
export function nextBreaking(version: string, versions: Versions): string {
  if (versions !== 'semver') return versions === 'dates' ? 'a later date' : 'another version';
  const { major, minor } = parseVersion(version);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** Dates, and versions of any other kind, are sorted as text in which numbers count as numbers. */
const collator = new Intl.Collator('en', { numeric: true });

function compare(a: string, b: string, versions: Versions): number {
  return versions === 'semver' ? compareVersions(a, b) : collator.compare(a, b);
}

function assertVersion(version: string, versions: Versions): void {
  if (versions === 'semver') parseVersion(version);
  else if (versions === 'dates' && !/^\d{4}-\d{2}-\d{2}/.test(version)) {
    throw new ToolError(`The contract's version "${version}" must begin with a date, e.g. 2024-11-06.`);
  } else if (!/^[\w.+-]+$/.test(version)) {
    throw new ToolError(`The contract's version "${version}" cannot be a file name: letters, digits and . + - _ only.`);
  }
}

/** Negative, zero or positive, for sorting: older versions first. */
function compareVersions(a: string, b: string): number {
  const [from, to] = [parseVersion(a), parseVersion(b)];
  return from.major - to.major || from.minor - to.minor || from.patch - to.patch;
}

function parseVersion(version: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new ToolError(`The contract's version "${version}" must be three numbers (https://semver.org), e.g. 1.4.0.`);
  }
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}
