import { documentValue } from './bson-value.ts';
import { encode } from './bson-writer.ts';
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import { compileFilter } from './filter.ts';

/** Removed in one go: others wait for as long as that takes. */
const MOST = 1_000;

/** Removes what has expired by then, some of it if it is much. Gives how many documents. */
export function removeExpired(catalog: Catalog, now: Date): number {
  let removed = 0;
  for (const collection of catalog.all()) {
    for (const { columns, expireAfterSeconds } of collection.state.indexes) {
      const path = columns[0]?.path;
      if (path === undefined || expireAfterSeconds === null) continue;
      const before = new Date(now.getTime() - expireAfterSeconds * 1000);
      removed += removeUntil(catalog, collection, path, before, MOST - removed);
    }
  }
  return removed;
}

/** `$lte` a date finds dates alone: what has none, or something else, never expires. As in MongoDB. */
function removeUntil(catalog: Catalog, collection: Collection, path: string, before: Date, limit: number): number {
  const filter = documentValue(encode({ [path]: { $lte: before } }));
  const rows = collection.findRows(
    compileFilter(filter, (name) => catalog.path(collection, name)),
    [],
    { limit },
  );
  for (const row of rows) collection.remove(row);
  return rows.length;
}
