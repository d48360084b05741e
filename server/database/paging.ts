import type { Collection, Filter } from 'mongodb';
import { readWithinBytes } from './within-bytes.ts';

/** Where a page begins: at a number, from 1, or after a document. */
export type PagePlace = { page: number } | { after: string };

export interface DocumentPage<Stored> {
  /** Fewer than asked for if more of them are too large to be read at once. */
  documents: Stored[];
  /** The id to go on after; null on the last page. */
  next: string | null;
}

/**
 * A page of the documents that match, the newest first: ids are UUIDv7, so their order is that of creation. A page by `after`
 * costs the same at any depth, and neither repeats nor skips documents while others come and go.
 * @param filter without `_id` if the page is given by `after`, or with a range of ids
 */
export async function newestFirst<Stored extends { _id: string }>(
  collection: Collection<Stored>,
  filter: Filter<Stored>,
  place: PagePlace,
  perPage: number,
): Promise<DocumentPage<Stored>> {
  // One more than the page, to know whether there is a next one.
  const { documents: found, isCut } = await readWithinBytes(
    collection
      .find<Stored>(filter)
      .sort({ _id: -1 })
      .skip('page' in place ? (place.page - 1) * perPage : 0)
      .limit(perPage + 1),
  );
  const documents = found.slice(0, perPage);
  return { documents, next: isCut || found.length > perPage ? (documents.at(-1)?._id ?? null) : null };
}

/** As many are counted: to count more takes time that grows with them. */
const MOST_COUNTED = 10_000;

/** How many documents match; null if they are more than 10,000. */
export async function countOf<Stored extends { _id: string }>(
  collection: Collection<Stored>,
  filter: Filter<Stored>,
): Promise<number | null> {
  const count = await collection.countDocuments(filter, { limit: MOST_COUNTED + 1 });
  return count > MOST_COUNTED ? null : count;
}
