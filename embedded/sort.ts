import type { Value } from './bson-value.ts';
import { CommandError, notSupported } from './errors.ts';
import type { PathOf } from './filter.ts';
import { keyColumn, quoted } from './sql-names.ts';

export interface SortField {
  path: string;
  descending: boolean;
}

/** Reads `{ due_at: 1, _id: -1 }`, as sorts and index keys have it. @throws CommandError for other directions, such as text */
export function readDirections(specification: Value): SortField[] {
  return specification.fields().map((field) => {
    const direction = field.asNumber();
    if (direction !== 1 && direction !== -1) {
      throw notSupported(`the direction of ${field.name}: only 1 and -1`, 'BadValue');
    }
    return { path: field.name, descending: direction === -1 };
  });
}

/** @throws CommandError where documents or arrays would have to be compared */
export function compileSort(specification: Value | undefined, pathOf: PathOf): SortField[] {
  const fields = specification ? readDirections(specification) : [];
  const names = new Set(fields.map(({ path }) => path));
  if (names.size < fields.length) throw new CommandError('BadValue', 'a sort names a field twice');
  for (const { path } of fields) {
    if (pathOf(path).facts !== 0)
      throw notSupported(`sorting by ${path}, which is an array or a document in some document`);
  }
  return fields;
}

export function orderBy(sort: SortField[]): string {
  if (sort.length === 0) return '';
  return ` ORDER BY ${sort.map(({ path, descending }) => `${quoted(keyColumn(path))}${descending ? ' DESC' : ''}`).join(', ')}`;
}
