import { stripVTControlCharacters, styleText } from 'node:util';
import { type Result, ratiosOf } from './result.ts';

/** A figure with as many digits as mean something. */
export function formatFigure(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The figures of a mode, and the ratios of the first column to the others. */
export function tableOf({ mode, title, database, columns, rows, seconds }: Result): string {
  const [subject = '', ...others] = columns;
  const header = [styleText('dim', database), subject, ...others, ...others.map((_, index) => `1 ÷ ${index + 2}`)];
  const lines = rows.map((row) => [
    row.unit ? `${row.figure}, ${row.unit}` : row.figure,
    ...row.values.map(formatFigure),
    ...ratiosOf(row).map((ratio) => (ratio === null ? '–' : `${formatFigure(ratio)} ×`)),
  ]);
  return [
    `${styleText('bold', mode)}: ${title} ${styleText('dim', `(${seconds.toFixed(0)} s)`)}`,
    ...aligned([header, ...lines]),
  ].join('\n');
}

/** The first column to the left, the others to the right. */
function aligned(lines: string[][]): string[] {
  const width = (text: string) => stripVTControlCharacters(text).length;
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  return lines.map((line) => {
    const cells = line.map((cell, column) => {
      const padding = ' '.repeat((widths[column] ?? 0) - width(cell));
      return column === 0 ? cell + padding : padding + cell;
    });
    return `  ${cells.join('   ')}`;
  });
}
