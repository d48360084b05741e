import { usableDocument } from '../../express/index.ts';
import { isObject, type Json, type JsonObject } from '../document/json.ts';

/** Prism takes these for keywords wherever they stand, in data too. */
const KEYWORDS = new Set(['$id', '$ref', '$schema', '$anchor']);
/** What is put behind them while Prism has the data. */
const MARK = '\u2060';
/** Members that are a list or a value of a schema's data, or a map of named examples. */
const DATA = new Set(['example', 'examples', 'default', 'const', 'enum', 'value']);
/** Members with names of their own. */
const MAPS = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'responses',
  'parameters',
  'requestBodies',
  'headers',
  'paths',
  '$defs',
]);

/**
 * A contract as Prism can read it: without extensions, in which it would follow references; without what no validator can use; and with
 * data that has `$id` or `$ref` of its own marked (`unmarked` takes the marks off an answer).
 */
export function prismDocument(document: JsonObject): JsonObject {
  const { document: usable } = usableDocument(document, { examples: 'keep' });
  return walked(usable as JsonObject, false);
}

/** An answer as the contract has it. */
export function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(MARK, ''), unmarked(inner)]));
}

function walked(node: JsonObject, isMap: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(node).map(([key, inner]) => {
      if (!isMap && DATA.has(key)) return [key, exampleOf(key, inner)];
      return [key, inside(inner, !isMap && MAPS.has(key))];
    }),
  );
}

function inside(node: Json, isMap: boolean): Json {
  if (Array.isArray(node)) return node.map((item) => inside(item, false));
  return isObject(node) ? walked(node, isMap) : node;
}

/** Named examples may be references themselves, and have their data in `value`. */
function exampleOf(key: string, node: Json): Json {
  if (key !== 'examples' || !isObject(node)) return marked(node);
  return Object.fromEntries(
    Object.entries(node).map(([name, example]) => {
      const { value, ...rest } = isObject(example) ? example : {};
      return [name, isObject(example) ? { ...rest, ...(value !== undefined && { value: marked(value) }) } : example];
    }),
  );
}

function marked(value: Json): Json {
  if (Array.isArray(value)) return value.map(marked);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [KEYWORDS.has(key) ? key + MARK : key, marked(inner)]),
  );
}
