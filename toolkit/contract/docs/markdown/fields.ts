import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import { componentName, resolved } from '../../document/reference.ts';
import { fill, type Words } from '../words.ts';

/** A field of a body, with its place: `data.items[].id`. */
export type Field = { name: string; type: string; required: boolean; description: string };

const DEPTH = 5;

/** All fields of a schema, those of its objects and lists included. Alternatives (`oneOf`, `anyOf`) are put together. */
export function fieldsOf(document: JsonObject, schema: Json | undefined, words: Words): Field[] {
  const found = new Map<string, Field>();
  walk(schema, '', new Set(), DEPTH);
  return [...found.values()];

  function walk(node: Json | undefined, prefix: string, seen: ReadonlySet<string>, depth: number): void {
    const name = componentName(node);
    if (depth === 0 || (name !== undefined && seen.has(name))) return;
    const inside = name === undefined ? seen : new Set([...seen, name]);
    const whole = resolved(document, node);
    for (const key of ['allOf', 'oneOf', 'anyOf']) {
      const parts = whole[key];
      if (Array.isArray(parts)) for (const part of parts) walk(part, prefix, inside, depth);
    }
    const required = Array.isArray(whole['required']) ? whole['required'] : [];
    for (const [property, child] of Object.entries(objectAt(whole, 'properties'))) {
      const place = prefix + property;
      const field = resolved(document, child);
      const known = found.get(place);
      if (known === undefined || known.description === '') {
        found.set(place, {
          name: place,
          type: typeOf(document, child, words),
          required: required.includes(property),
          description: describe(field, words),
        });
      }
      walk(child, `${place}.`, inside, depth - 1);
    }
    if (whole['items'] !== undefined) walk(whole['items'], `${prefix.replace(/\.$/, '')}[].`, inside, depth - 1);
  }
}

/** The type of a schema in a few words. */
export function typeOf(document: JsonObject, node: Json | undefined, words: Words): string {
  const schema = resolved(document, node);
  const { type, format, items } = schema;
  if (type === 'array') return fill(words.markdown.arrayOf, { type: typeOf(document, items, words) });
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const parts = schema[key];
    if (type === undefined && Array.isArray(parts)) {
      return [...new Set(parts.map((part) => typeOf(document, part, words)))].join(` ${words.markdown.or} `);
    }
  }
  const names = Array.isArray(type)
    ? type.map(String)
    : [String(type ?? (isObject(schema['properties']) ? 'object' : ''))];
  return names.join(` ${words.markdown.or} `) + (typeof format === 'string' ? ` (${format})` : '');
}

/** The description with what a reader has to know of the values. */
export function describe(schema: JsonObject, { markdown: words }: Words): string {
  const parts = [String(schema['description'] ?? '')];
  if (Array.isArray(schema['enum'])) {
    parts.push(fill(words.oneOf, { values: schema['enum'].map((value) => `\`${String(value)}\``).join(', ') }));
  }
  if (schema['default'] !== undefined)
    parts.push(fill(words.default, { value: `\`${JSON.stringify(schema['default'])}\`` }));
  return parts.filter((part) => part !== '').join(' ');
}
