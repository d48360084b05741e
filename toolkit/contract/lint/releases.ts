import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../document/tool-error.ts';

type Version = { major: number; minor: number; patch: number };
export type Release = { version: string; file: string };

/** The newest contract that was released; undefined when none was. */
export function newestRelease(folder: string): Release | undefined {
  return releasesIn(folder).at(-1);
}

/** All contracts that were released, the oldest first. */
export function releasesIn(folder: string): Release[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const releases = names.map((name) => ({ version: name.slice(0, -'.yaml'.length), file: join(folder, name) }));
  return releases.sort((a, b) => compareVersions(a.version, b.version));
}

/** Where a version of the contract is kept. */
export function releaseFile(folder: string, version: string): string {
  parseVersion(version);
  return join(folder, `${version}.yaml`);
}

/**
 * Whether a new version may break clients of the old one (https://semver.org): when the major number was raised or,
 * before 1.0.0, the minor one.
 *
 * @throws ToolError when one of them is not three numbers
 */
export function mayBreak(old: string, now: string): boolean {
  const from = parseVersion(old);
  const to = parseVersion(now);
  if (to.major !== from.major) return to.major > from.major;
  return to.major === 0 && to.minor > from.minor;
}

/** The version that would allow a breaking change. */
export function nextBreaking(version: string): string {
  const { major, minor } = parseVersion(version);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
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
