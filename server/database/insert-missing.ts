import type { Collection, OptionalUnlessRequiredId } from 'mongodb';
import { refusedStatements, retryOnWriteConflict } from './errors.ts';

/**
 * Inserts those of the documents that are not there yet. Gives the places of the others: those that the server reports as
 * duplicates by a unique index. When it returns, every document is there, either way.
 *
 * Failure policy: anything else (a lost connection, a time-out, a write-concern error, also beside duplicates) is thrown, and
 * then nothing may be promised about any of the documents, though some may be there: it has to be safe to repeat.
 */
export async function insertMissing<Document extends { _id: string }>(
  collection: Collection<Document>,
  documents: OptionalUnlessRequiredId<Document>[],
): Promise<Set<number>> {
  const there = new Set<number>();
  let left = documents.map((document, place) => ({ document, place }));
  // Only what met another write is tried again: what this call inserted itself would be a duplicate the next time.
  await retryOnWriteConflict(async () => {
    if (left.length === 0) return;
    const tried = left;
    try {
      await collection.insertMany(
        tried.map(({ document }) => document),
        { ordered: false },
      );
    } catch (error) {
      const refused = refusedStatements(error);
      if (!refused?.every(({ isDuplicate, isConflict }) => isDuplicate || isConflict)) throw error;
      const at = (index: number) => tried.slice(index, index + 1);
      for (const { place } of refused.filter(({ isDuplicate }) => isDuplicate).flatMap(({ index }) => at(index)))
        there.add(place);
      left = refused.filter(({ isConflict }) => isConflict).flatMap(({ index }) => at(index));
      if (left.length > 0) throw error;
    }
  });
  return there;
}
