import { styleText } from 'node:util';

const MARGIN = '    ';
const WIDEST = 100;
const ELLIPSIS = '…';
const ID_DIGITS = 6;

type Style = Parameters<typeof styleText>[0];
/** A cell of a table: a text and how it looks. */
export type Cell = string | { text: string; style: Style };

/** Lines are as wide as the terminal, but no wider than is good to read. */
function width(): number {
  return Math.min(process.stdout.columns ?? 80, WIDEST);
}

function print(line = ''): void {
  process.stdout.write(`${line.trimEnd()}\n`);
}

export function title(text: string): void {
  print();
  print(`${styleText(['bold', 'cyan'], ` Reentrega `)}${styleText('bold', `· ${text}`)}`);
  print(styleText('dim', ` ${'─'.repeat(width() - 2)}`));
}

let steps = 0;
/** Begins a step. Steps are counted from the last `intro`. */
export function step(text: string): void {
  print();
  print(` ${styleText(['bold', 'cyan'], String(++steps))}  ${styleText('bold', text)}`);
}

export function intro(...texts: string[]): void {
  steps = 0;
  for (const text of texts) prose(text, 'dim', ' ');
}

/** A paragraph, broken into lines. */
export function prose(text: string, style: Style = [], margin = MARGIN): void {
  const room = width() - margin.length;
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > room) {
      print(margin + styleText(style, line));
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  print(margin + styleText(style, line));
}

/** What is said when the demo cannot go on. */
export function problem(text: string): void {
  process.stderr.write(`${styleText('red', text, { stream: process.stderr })}\n`);
}

/** A request as it goes out. Its headers are shown where they matter. */
export function request(method: string, path: string, headers: string[], body: unknown): void {
  print(`${MARGIN}${styleText('cyan', method.padEnd(5))}${abbreviated(path)}`);
  for (const header of headers) print(`${MARGIN}     ${styleText('dim', header)}`);
  if (body !== undefined) for (const line of jsonLines(body)) print(`${MARGIN}     ${styleText('dim', line)}`);
}

/** The interesting part of an answer: its status, its sentence, and some fields. */
export function answer(status: number, sentence: string, fields: [name: string, value: Cell][] = []): void {
  const style: Style = status < 300 ? 'green' : 'yellow';
  print(`${MARGIN}${styleText(['bold', style], String(status).padEnd(5))}${styleText(style, sentence)}`);
  const longest = Math.max(0, ...fields.map(([name]) => name.length));
  for (const [name, value] of fields)
    print(`${MARGIN}     ${styleText('dim', name.padEnd(longest))}  ${styled(value, 0)}`);
}

/** Aligned columns under dim headings. */
export function table(headings: string[], rows: Cell[][]): void {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => plain(row[column]).length)),
  );
  const line = (cells: Cell[]) => cells.map((cell, column) => styled(cell, widths[column] ?? 0)).join('  ');
  print(MARGIN + line(headings.map((text) => ({ text, style: 'dim' }))));
  for (const row of rows) print(MARGIN + line(row));
}

/** UUIDs by their last digits: what tells them apart, in little room. */
function abbreviated(text: string): string {
  const uuid = new RegExp(`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{${12 - ID_DIGITS}}([0-9a-f]{${ID_DIGITS}})`, 'g');
  return text.replaceAll(uuid, `${ELLIPSIS}$1`);
}

function plain(cell: Cell = ''): string {
  return abbreviated(typeof cell === 'string' ? cell : cell.text);
}

function styled(cell: Cell, padded: number): string {
  const text = plain(cell).padEnd(padded);
  return typeof cell === 'string' ? text : styleText(cell.style, text);
}

/** JSON on one line if it fits, else one line per field. */
function jsonLines(body: unknown): string[] {
  const line = abbreviated(spaced(body));
  if (line.length <= width() - 9 || typeof body !== 'object' || body === null) return [line];
  const fields = Object.entries(body).map(([name, value]) => `${JSON.stringify(name)}: ${abbreviated(spaced(value))}`);
  return fields.map((field, index) => `${index === 0 ? '{ ' : '  '}${field}${index < fields.length - 1 ? ',' : ' }'}`);
}

/** JSON with a space where a person would put one. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${spaced(field)}`);
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
}
