import { documentValue, type Value } from './bson-value.ts';
import type { Collection, Window } from './collection.ts';
import type { Engine } from './command.ts';
import { valueAt } from './duplicate-key.ts';
import { notSupported } from './errors.ts';
import type { Conjunction } from './filter.ts';
import type { SortField } from './sort.ts';

/** The different values at a path, in their order, and how many documents have each; undefined for those that have none. */
export function groupsOf(
  { catalog }: Engine,
  collection: Collection,
  { filter, sort, window }: { filter: Conjunction; sort: SortField[]; window: Window },
  path: string,
): { value: Value | undefined; members: number }[] {
  if (catalog.path(collection, path).facts !== 0) {
    throw notSupported(`grouping by ${path}, which is an array or a document in some document`);
  }
  return collection.groups(filter, sort, window, path).map(({ members, row }) => {
    const bytes = collection.at(row);
    return { value: bytes && valueAt(documentValue(bytes), path), members };
  });
}
