import { relative } from 'node:path';
import { getLineColLocation, type NormalizedProblem } from '@redocly/openapi-core';

/** Problems as `file:line:column severity message (rule)`, one a line, in the order of files and lines. */
export function reportOf(problems: NormalizedProblem[]): string {
  return problems
    .map((problem) => ({ problem, place: placeOf(problem) }))
    .sort((a, b) => compare(a.place.file, b.place.file) || a.place.line - b.place.line)
    .map(({ problem, place }) => {
      const suggestion = problem.suggest.length > 0 ? ` Did you mean: ${problem.suggest.join(', ')}?` : '';
      const message = `${problem.message}${suggestion}`.replaceAll('\n', '\n    ');
      return `  ${place.file}:${place.line}:${place.column} ${problem.severity}: ${message} (${problem.ruleId})`;
    })
    .join('\n');
}

/** Where a problem is: the file relative to the working directory, lines and columns from 1. */
export function placeOf(problem: NormalizedProblem): { file: string; line: number; column: number } {
  const location = problem.location[0];
  if (location === undefined) return { file: '', line: 1, column: 1 };
  const { start } = getLineColLocation(location);
  return { file: relative(process.cwd(), location.source.absoluteRef), line: start.line, column: start.col };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
