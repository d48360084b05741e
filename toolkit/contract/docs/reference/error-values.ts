import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import { type ContractOperation, operationsIn } from '../../document/operations.ts';
import { resolved } from '../../document/reference.ts';
import { alternativesOf, whole } from './schema.ts';

/** A value that programs tell errors apart by: of which field it is (`code`, `reason`), what it means, and who answers with it. */
export type ErrorValue = {
  field: string;
  value: string;
  /** Unique on the page of errors. */
  anchor: string;
  /** Markdown; empty where the contract says nothing of it. */
  meaning: string;
  statuses: string[];
  operations: { id: string; summary: string; statuses: string[] }[];
};

const IDENTIFIER = /^[A-Za-z][\w.:/-]*$/;

/** All of them in the order of the contract: those that no operation has of its own, too. */
export function errorValuesIn(document: JsonObject): ErrorValue[] {
  const found = new Map<string, ErrorValue>();
  const texts: string[] = [];
  const entryFor = (field: string, value: string): ErrorValue => {
    const key = `${field} ${value}`;
    const known = found.get(key) ?? { field, value, anchor: value, meaning: '', statuses: [], operations: [] };
    found.set(key, known);
    return known;
  };
  for (const operation of operationsIn(document).filter(({ isWebhook }) => !isWebhook)) {
    for (const [status, response] of operation.responses) {
      if (/^[123]/.test(status)) continue;
      const { possible, returned } = valuesOf(document, response, texts);
      for (const [field, value] of possible) entryFor(field, value);
      for (const [field, value] of returned) {
        const entry = entryFor(field, value);
        if (!entry.statuses.includes(status)) entry.statuses.push(status);
        const known = entry.operations.find(({ id }) => id === operation.id);
        if (known === undefined) {
          entry.operations.push({ id: operation.id, summary: operation.summary, statuses: [status] });
        } else known.statuses.push(status);
      }
    }
  }
  const introduction = String(objectAt(document, 'info')['description'] ?? '');
  const values = [...found.values()].sort((a, b) => fields(found).indexOf(a.field) - fields(found).indexOf(b.field));
  for (const entry of values) {
    const said = [...texts, introduction]
      .map((text) => meaningIn(text, entry.value))
      .find((text) => text !== undefined);
    entry.meaning = said?.meaning ?? '';
    if (entry.statuses.length === 0) entry.statuses = said?.statuses ?? [];
    if (values.some((other) => other !== entry && other.value === entry.value))
      entry.anchor = `${entry.field}-${entry.value}`;
  }
  return values;
}

function fields(found: Map<string, ErrorValue>): string[] {
  return [...new Set([...found.values()].map(({ field }) => field))];
}

/** The values that a response of an operation may have, of those that its schema lists. */
export function returnedValues(
  document: JsonObject,
  response: ContractOperation['responses'][number][1],
): [field: string, value: string][] {
  return valuesOf(document, response, []).returned;
}

function valuesOf(document: JsonObject, response: JsonObject, texts: string[]) {
  const [first] = Object.values(objectAt(response, 'content'));
  const media = resolved(document, first);
  const examples = [
    ...Object.values(objectAt(media, 'examples')).map((one) => resolved(document, one)['value']),
    media['example'],
  ].filter(isObject);
  const possible: [string, string][] = [];
  const returned: [string, string][] = [];
  for (const schema of flattened(document, media['schema'])) {
    const required = Array.isArray(schema['required']) ? schema['required'] : [];
    for (const [field, node] of Object.entries(objectAt(schema, 'properties'))) {
      const property = whole(document, node);
      const listed = (Array.isArray(property['enum']) ? property['enum'] : []).filter(isIdentifier);
      const fixed = [property['const']].filter(isIdentifier);
      if (listed.length === 0 && fixed.length === 0) continue;
      if (typeof property['description'] === 'string' && !texts.includes(property['description']))
        texts.push(property['description']);
      const shown = examples
        .map((example) => example[field])
        .filter(isIdentifier)
        .filter((value) => listed.length === 0 || listed.includes(value));
      const all = fixed.length > 0 ? fixed : shown.length > 0 ? shown : required.includes(field) ? listed : [];
      possible.push(...[...listed, ...fixed].map((value): [string, string] => [field, value]));
      returned.push(...all.map((value): [string, string] => [field, value]));
    }
  }
  const unique = (pairs: [string, string][]) => [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()];
  return { possible: unique(possible), returned: unique(returned) };
}

/** The schema, or each of its alternatives. */
function flattened(document: JsonObject, node: Json | undefined): JsonObject[] {
  const schema = whole(document, node);
  const alternatives = alternativesOf(document, schema);
  return [schema, ...alternatives.flatMap((one) => flattened(document, one.schema))];
}

function isIdentifier(value: Json | undefined): value is string {
  return typeof value === 'string' && IDENTIFIER.test(value);
}

/** What a text says of a value, in an item of a list or a row of a table that begins with it. */
function meaningIn(text: string, value: string): { meaning: string; statuses: string[] } | undefined {
  for (const line of text.split('\n')) {
    const item = /^\s*[-*]\s+`([^`]+)`\s*[:–—-]?\s*(.+)$/.exec(line);
    if (item?.[1] === value) return { meaning: capital(item[2] ?? ''), statuses: [] };
    const cells = line
      .split('|')
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '');
    if (line.trim().startsWith('|') && cells[0] === `\`${value}\``) {
      const statuses = cells.slice(1, -1).flatMap((cell) => cell.match(/\b[45]\d\d\b/g) ?? []);
      return { meaning: cells.at(-1) ?? '', statuses };
    }
  }
  return undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
