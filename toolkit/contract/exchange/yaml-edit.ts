import { isDeepStrictEqual } from 'node:util';
import {
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  parse,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';

/** A text and where it belongs: keys of maps and indexes of lists. */
export type TextAt = { path: string[]; text: string };
type Edit = { start: number; end: number; text: string };
type Added = { [key: string]: string | Added };

/** Puts texts into a YAML file. What they do not touch stays as it is, to the byte: comments, quotes, where lines are broken. */
export function withTexts(content: string, texts: TextAt[]): string {
  const document = parseDocument(content);
  const edits = editsFor(content, document.contents, texts);
  for (const { path, text } of texts) document.setIn(stepsIn(document.contents, path), text);
  const edited = edits && applied(content, edits);
  // What has no lines of its own to be added to (a flow map, an empty file) is written anew as a whole.
  if (edited !== undefined && isDeepStrictEqual(parsedOrNothing(edited), document.toJS())) return edited;
  return document.toString({ lineWidth: 0 });
}

function editsFor(content: string, root: Node | null, texts: TextAt[]): Edit[] | undefined {
  const edits: Edit[] = [];
  const added = new Map<YAMLMap, Added>();
  for (const { path, text } of texts) {
    const { map, rest, pair } = deepest(root, path);
    if (map === undefined || map.flow || map.items.length === 0) return undefined;
    const [key = '', ...below] = rest;
    if (pair === undefined) added.set(map, within(added.get(map) ?? {}, [key, ...below], text));
    else if (below.length > 0 || !isScalar(pair.key) || !isScalar(pair.value)) return undefined;
    else edits.push({ start: startOf(pair), end: endOf(pair), text: lines({ [key]: text }, indentOf(content, map)) });
  }
  for (const [map, more] of added) {
    const last = map.items.at(-1);
    if (last === undefined) return undefined;
    const end = lineEnd(content, endOf(last));
    const indent = indentOf(content, map);
    edits.push({ start: end, end, text: `\n${indent}${lines(more, indent)}` });
  }
  return edits;
}

/** The map that a path leads to as far as it exists, the steps that are left, and the map's member for the first of them. */
function deepest(root: Node | null, path: string[]): { map?: YAMLMap; rest: string[]; pair?: Pair } {
  let node: unknown = root;
  for (const [index, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step) : undefined;
    const rest = path.slice(index);
    if (isMap(node)) {
      if (pair === undefined) return { map: node, rest };
      if (rest.length === 1) return { map: node, rest, pair };
    }
    node = isMap(node) ? pair?.value : isCollection(node) ? node.get(Number(step), true) : undefined;
  }
  return { rest: path };
}

function within(all: Added, [key = '', ...rest]: string[], text: string): Added {
  const inner = all[key];
  return { ...all, [key]: rest.length === 0 ? text : within(typeof inner === 'object' ? inner : {}, rest, text) };
}

/** The members of a block map, without an end of line. */
function lines(members: Added, indent: string): string {
  const text = stringify(members, { lineWidth: 0 }).replace(/\n$/, '');
  return text.replaceAll(/\n(?=[^\n])/g, `\n${indent}`);
}

function indentOf(content: string, map: YAMLMap): string {
  const [first] = map.items;
  const start = first === undefined ? 0 : startOf(first);
  return ' '.repeat(start - (content.lastIndexOf('\n', start - 1) + 1));
}

function startOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

/** Where the last text of a member ends: of a map that of its last member. */
function endOf({ key, value }: Pair): number {
  const node = (value ?? key) as Node;
  if (isMap(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1) as Pair);
  if (isCollection(node) && !node.flow) {
    const last: unknown = node.items.at(-1);
    if (last !== undefined && last !== null) return endOf({ key: last, value: last } as Pair);
  }
  return node.range?.[1] ?? 0;
}

/** Block texts end behind their last line: the place before it is wanted. A comment on the line belongs to it. */
function lineEnd(content: string, position: number): number {
  const end = content.slice(0, position).trimEnd().length;
  const found = content.indexOf('\n', end);
  return found < 0 ? content.length : found;
}

function applied(content: string, edits: Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: piece }) => {
      const old = text.slice(start, end);
      const after = old.endsWith('\n') && end > start ? '\n' : '';
      return text.slice(0, start) + piece + after + text.slice(end);
    }, content);
}

function parsedOrNothing(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Steps of a pointer are texts; indexes of lists and numbers as keys (`200:`) are numbers in the document. */
function stepsIn(root: Node | null, path: string[]): unknown[] {
  let node: unknown = root;
  return path.map((step) => {
    const parent = node;
    const found = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    node = isMap(parent) ? found?.value : isCollection(parent) ? parent.get(Number(step), true) : undefined;
    if (isCollection(parent) && !isMap(parent)) return Number(step);
    return found !== undefined && isScalar(found.key) ? found.key.value : step;
  });
}
