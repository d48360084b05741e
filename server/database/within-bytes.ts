import { BSON, type Document, type FindCursor } from 'mongodb';

/**
 * Bytes of documents that are read into memory for one purpose: a log can be 300 KiB, so a number of documents alone is no
 * bound.
 */
const MOST_BYTES = 4 * 1024 * 1024;
/** Documents of one round trip: what is read beyond the bound is less than this many. */
const BATCH = 32;

/**
 * As many items from the beginning as fit, by their bytes, and at least one.
 * @param most items, however small
 */
export function withinBytes<Item>(items: Item[], bytesOf: (item: Item) => number, most = items.length): Item[] {
  let bytes = 0;
  const end = items.slice(0, most).findIndex((item, index) => {
    bytes += bytesOf(item);
    return index > 0 && bytes > MOST_BYTES;
  });
  return items.slice(0, end < 0 ? most : end);
}

export interface Read<Stored> {
  documents: Stored[];
  /** There are more within the limit of the query: they did not fit. */
  isCut: boolean;
}

/** Reads a query's documents from the beginning, up to MOST_BYTES of BSON, and at least one. Closes the cursor. */
export async function readWithinBytes<Stored extends Document>(cursor: FindCursor<Stored>): Promise<Read<Stored>> {
  await using found = cursor.batchSize(BATCH);
  const documents: Stored[] = [];
  let bytes = 0;
  for await (const document of found) {
    bytes += BSON.calculateObjectSize(document);
    if (documents.length > 0 && bytes > MOST_BYTES) return { documents, isCut: true };
    documents.push(document);
  }
  return { documents, isCut: false };
}
