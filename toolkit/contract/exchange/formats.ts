import { parse as parseCsv } from 'csv-parse/sync';
import { stringify as csvOf } from 'csv-stringify/sync';
import { isObject } from '../document/json.ts';
import { ToolError } from '../document/tool-error.ts';
import type { Entry, Exchange, Format } from './format.ts';
import { po } from './po.ts';
import { xliff } from './xliff.ts';

const columns = ['key', 'source', 'target', 'state', 'from', 'to'];

/** For spreadsheets (RFC 4180), with a byte-order mark, without which Excel reads no UTF-8. */
const csv: Format = {
  write: ({ from, to, entries }) =>
    csvOf(
      entries.map((entry) => ({ ...entry, from, to })),
      { header: true, columns, bom: true },
    ),
  read(text) {
    const rows = parsedAs('CSV', () => parseCsv(text, { columns: true, bom: true }));
    const entries = rows.map((row, index) => entryOf(row, `row ${index + 2}`));
    const [first] = rows;
    return { from: textAt(first, 'from'), to: textAt(first, 'to'), entries };
  },
};

const json: Format = {
  write: (exchange) => `${JSON.stringify(exchange, null, 2)}\n`,
  read(text) {
    const content: unknown = parsedAs('JSON', () => JSON.parse(text));
    const entries = isObject(content) && Array.isArray(content['entries']) ? content['entries'] : undefined;
    if (entries === undefined) throw new ToolError('The file has no list "entries".');
    return {
      from: textAt(content, 'from'),
      to: textAt(content, 'to'),
      entries: entries.map((entry, index) => entryOf(entry, `entry ${index + 1}`)),
    };
  },
};

/** All formats, by the name that the command knows them by. */
export const formats: Record<string, Format> = { xliff, po, csv, json };

/** The format of a file, by the end of its name. */
export function formatOf(file: string): string | undefined {
  const endings: Record<string, string> = { xlf: 'xliff', xliff: 'xliff', po: 'po', csv: 'csv', json: 'json' };
  return endings[file.split('.').at(-1) ?? ''];
}

function parsedAs<Value>(name: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw new ToolError(`This is not valid ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function entryOf(value: unknown, place: string): Entry {
  if (!isObject(value) || typeof value['key'] !== 'string' || typeof value['target'] !== 'string') {
    throw new ToolError(`In ${place}: a text has a key, a source and a target.`);
  }
  const state = value['state'];
  return {
    key: value['key'],
    source: textAt(value, 'source'),
    target: value['target'],
    state: state === 'missing' || state === 'stale' ? state : 'done',
  };
}

function textAt(holder: unknown, name: keyof Exchange | 'source'): string {
  const value = isObject(holder) ? holder[name] : undefined;
  return typeof value === 'string' ? value : '';
}
