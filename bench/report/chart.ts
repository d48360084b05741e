import { type Result, type Row, ratiosOf } from './result.ts';
import { formatFigure } from './table.ts';

const WIDTH = 860;
const LEFT = 270;
const BARS = 440;
const BAR_HEIGHT = 14;
const COLOURS = ['#0b7285', '#f08c00', '#868e96'];

/** All results as one SVG image: a group of bars per figure, the longest of a group as long as any other group's. */
export function chartOf(results: Result[]): string {
  let y = 30;
  const parts: string[] = [];
  for (const result of results) {
    parts.push(text(16, y, `${result.mode}: ${result.title}, ${result.database}`, 'title'));
    y += 12;
    for (const [index, column] of result.columns.entries()) {
      parts.push(rectangle(16 + index * 270, y, 10, 10, index), text(30 + index * 270, y + 9, column, 'legend'));
    }
    y += 24;
    for (const row of result.rows) {
      parts.push(...bars(row, y));
      y += row.values.length * (BAR_HEIGHT + 2) + 8;
    }
    y += 26;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="Results of the bench">`,
    '<style>text{font:12px system-ui,sans-serif;fill:#212529}.title{font-weight:600;font-size:14px}.legend,.ratio{fill:#495057}</style>',
    `<rect width="${WIDTH}" height="${y}" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function bars(row: Row, y: number): string[] {
  const most = Math.max(...row.values.map((value) => value ?? 0));
  const ratios = [null, ...ratiosOf(row)];
  const label = text(LEFT - 10, y + 11, row.unit ? `${row.figure}, ${row.unit}` : row.figure, '', 'end');
  return [
    label,
    ...row.values.flatMap((value, index) => {
      const top = y + index * (BAR_HEIGHT + 2);
      const length = most > 0 ? Math.max(1, ((value ?? 0) / most) * BARS) : 1;
      const ratio = ratios[index];
      const shown = formatFigure(value) + (ratio ? `   (1 ÷ ${index + 1}: ${formatFigure(ratio)} ×)` : '');
      return [rectangle(LEFT, top, length, BAR_HEIGHT, index), text(LEFT + length + 6, top + 11, shown, 'ratio')];
    }),
  ];
}

function rectangle(x: number, y: number, width: number, height: number, colour: number): string {
  return `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${height}" fill="${COLOURS[colour % COLOURS.length]}"/>`;
}

function text(x: number, y: number, content: string, kind: string, anchor = 'start'): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y}" class="${kind}" text-anchor="${anchor}">${escaped}</text>`;
}
