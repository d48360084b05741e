import { isObject, type Json, type JsonObject, sameJson } from '../document/json.ts';
import { ToolError } from '../document/tool-error.ts';

type OverlayAction = { target: string; update: Json } | { target: string; remove: true };
export type Overlay = { overlay: '1.0.0'; info: { title: string; version: string }; actions: OverlayAction[] };
type Path = (string | number)[];

/** The OpenAPI Overlay (https://spec.openapis.org/overlay/v1.0.0.html) that turns one document into the other. */
export function makeOverlay(from: JsonObject, to: JsonObject, info: Overlay['info']): Overlay {
  return { overlay: '1.0.0', info, actions: differences([], from, to) };
}

/**
 * Applies an overlay made of targets that name one node each.
 *
 * @throws ToolError when a target matches nothing: the specification allows that, but here it means that the
 *   overlay belongs to another document
 */
export function applyOverlay(document: JsonObject, overlay: Overlay): JsonObject {
  // Changed in place: a copy for each action would be of all the members around it.
  let result: Json = structuredClone(document);
  for (const action of overlay.actions) {
    result = replaceAt(result, pathOf(action.target), action, action.target);
  }
  if (!isObject(result)) throw new ToolError('The overlay leaves no document.');
  return result;
}

function differences(path: Path, from: Json, to: Json): OverlayAction[] {
  if (Array.isArray(from) && Array.isArray(to)) {
    return from.flatMap((item, index) => differences([...path, index], item, to[index] ?? null));
  }
  if (!isObject(from) || !isObject(to)) return [];
  const before: OverlayAction[] = [];
  const update: JsonObject = {};
  const within: OverlayAction[] = [];
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const old = from[key];
    const now = to[key];
    if (sameJson(old, now)) continue;
    if (old !== undefined && now !== undefined && canBeUpdatedWithin(old, now)) {
      within.push(...differences([...path, key], old, now));
      continue;
    }
    // An update adds to an array and merges into an object, so what has to be replaced whole is removed first.
    const isScalar = !Array.isArray(old) && !isObject(old);
    if (now === undefined || !isScalar) before.push({ target: jsonPath([...path, key]), remove: true });
    if (now !== undefined) update[key] = now;
  }
  const own = Object.keys(update).length > 0 ? [{ target: jsonPath(path), update }] : [];
  return [...before, ...own, ...within];
}

/** Arrays only when they are as long and made of objects: actions can name an item, but not replace one that is plain. */
function canBeUpdatedWithin(old: Json, now: Json): boolean {
  if (Array.isArray(old) && Array.isArray(now)) {
    return old.length === now.length && old.every((item, index) => isObject(item) && isObject(now[index]));
  }
  return isObject(old) && isObject(now);
}

/** A normalized path (RFC 9535, section 2.7): always one node, and any name can be written. */
function jsonPath(path: Path): string {
  return `$${path.map((part) => (typeof part === 'number' ? `[${part}]` : `['${escaped(part)}']`)).join('')}`;
}

function escaped(name: string): string {
  return name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

function pathOf(target: string): Path {
  const parts = [...target.matchAll(/\[(?:(\d+)|'((?:[^'\\]|\\.)*)')\]/g)];
  if (`$${parts.map(([whole]) => whole).join('')}` !== target) {
    throw new ToolError(`The overlay's target ${target} is not a normalized path.`);
  }
  return parts.map(([, index, name]) =>
    index === undefined ? (name ?? '').replaceAll(/\\(.)/g, '$1') : Number(index),
  );
}

function replaceAt(node: Json | undefined, path: Path, action: OverlayAction, target: string): Json {
  const [key, ...rest] = path;
  if (node === undefined) throw new ToolError(`The overlay's target ${target} matches nothing.`);
  if (key === undefined) {
    if ('remove' in action) throw new ToolError('An overlay cannot remove the whole document.');
    return updated(node, action.update);
  }
  if (Array.isArray(node) && typeof key === 'number') {
    node[key] = replaceAt(node[key], rest, action, target);
    return node;
  }
  if (!isObject(node) || typeof key !== 'string' || !Object.hasOwn(node, key)) {
    throw new ToolError(`The overlay's target ${target} matches nothing.`);
  }
  if (rest.length === 0 && 'remove' in action) {
    delete node[key];
    return node;
  }
  node[key] = replaceAt(node[key], rest, action, target);
  return node;
}

/** How the specification merges: objects member by member, into an array by adding, anything else by replacing. */
function updated(node: Json | undefined, update: Json): Json {
  if (Array.isArray(node)) return [...node, ...(Array.isArray(update) ? update : [update])];
  if (!isObject(node) || !isObject(update)) return update;
  const result = { ...node };
  for (const [key, value] of Object.entries(update)) result[key] = updated(result[key], value);
  return result;
}
