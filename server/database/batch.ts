import type { Collection, Document, Filter } from 'mongodb';
import { withinBytes } from './within-bytes.ts';

/** Keys that are looked up in one round trip. */
const MOST_KEYS = 100;

/**
 * Looks documents up by a key, all that are asked for together in one round trip. Each is read after it was asked for, so nothing
 * that is given is older than the question.
 */
export function findTogether<Found extends Document, Key extends string & keyof Found>(
  collection: Collection<Found>,
  key: Key,
): (value: Found[Key]) => Promise<Found[]> {
  return batched(async (values: Found[Key][]) => {
    const wanted = { [key]: { $in: [...new Set(values)] } } as Filter<Found>;
    const found = Map.groupBy((await collection.find(wanted).toArray()) as Found[], (one) => one[key]);
    return values.map((value) => found.get(value) ?? []);
  }, MOST_KEYS);
}

/**
 * Turns calls that arrive together into one call of `run`: while batches are under way, the next one gathers.
 * So there is never a wait for company, and under load a round trip carries many.
 * @param run  gets at most `most` items and answers one result an item, in their order; if it throws, all its items fail with that
 * @param parallel  how many batches may be under way at once
 * @param bytesOf  what an item costs in memory: large ones go in smaller batches
 */
export function batched<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  most: number,
  parallel = 1,
  bytesOf: (item: Item) => number = () => 0,
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve(result: Result): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let running = 0;

  async function drain(): Promise<void> {
    running++;
    await Promise.resolve(); // let all of this tick come along
    while (waiting.length > 0) {
      const batch = withinBytes(waiting, ({ item }) => bytesOf(item), most);
      waiting = waiting.slice(batch.length);
      try {
        const results = await run(batch.map(({ item }) => item));
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running--;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running === 0 || (running < parallel && waiting.length >= most / 4)) void drain();
    });
}
