import { randomBytes } from 'node:crypto';
import { documentValue, type Value } from './bson-value.ts';
import type { Encodable } from './bson-writer.ts';
import type { Catalog } from './catalog.ts';
import { LARGEST_BATCH } from './collection.ts';
import { CommandError } from './errors.ts';

/** MongoDB's: the first batch has so many documents if nobody says otherwise. */
const FIRST_BATCH = 101;
/** MongoDB's cursorTimeoutMillis. */
const IDLE_MS = 10 * 60 * 1000;

/** Documents still to come: whole ones that are at hand, or the rows of those that are not. */
interface Cursor {
  namespace: string;
  collectionId: number;
  rows: number[];
  project: (bytes: Buffer) => Buffer;
  usedAt: number;
}

/**
 * Results that go out in batches. A cursor remembers the rows that were found, 8 bytes each, and fetches each document when
 * its turn comes; one that was removed meanwhile is left out, as in MongoDB.
 */
export class Cursors {
  private readonly catalog: Catalog;
  private readonly now: () => number;
  private readonly open = new Map<bigint, Cursor>();

  constructor(catalog: Catalog, now: () => number) {
    this.catalog = catalog;
    this.now = now;
  }

  get count(): number {
    return this.open.size;
  }

  /**
   * The first batch of a result.
   * @param first documents from the beginning of the result
   * @param rest gives the rows of those after `first`; asked only if there is need
   */
  first(
    { database, name, id }: { database: string; name: string; id: number },
    first: Buffer[],
    rest: (() => number[]) | null,
    project: (bytes: Buffer) => Buffer,
  ): Encodable {
    const namespace = `${database}.${name}`;
    const batch = first.map((bytes) => documentValue(project(bytes)));
    const rows = rest?.() ?? [];
    return {
      firstBatch: batch,
      id: rows.length > 0 ? this.keep({ namespace, collectionId: id, rows, project, usedAt: this.now() }) : 0n,
      ns: namespace,
    };
  }

  /** A result that is all at hand. */
  whole(namespace: string, documents: Encodable[]): Encodable {
    return { firstBatch: documents, id: 0n, ns: namespace };
  }

  /** @throws CommandError CursorNotFound */
  next(id: bigint, namespace: string, batchSize: number | undefined): Encodable {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    cursor.usedAt = this.now();
    const collection = this.catalog.all().find(({ state }) => state.id === cursor.collectionId);
    const batch: Value[] = [];
    let bytes = 0;
    let taken = 0;
    for (const row of cursor.rows) {
      if (batch.length === (batchSize || Number.POSITIVE_INFINITY) || bytes >= LARGEST_BATCH) break;
      taken++;
      const document = collection?.at(row);
      if (!document) continue;
      const projected = cursor.project(document);
      bytes += projected.length;
      batch.push(documentValue(projected));
    }
    cursor.rows = cursor.rows.slice(taken);
    if (cursor.rows.length === 0) this.open.delete(id);
    return { nextBatch: batch, id: cursor.rows.length > 0 ? id : 0n, ns: namespace };
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  /** Forgets those that nobody asked for a long time. */
  sweep(): void {
    const oldest = this.now() - IDLE_MS;
    for (const [id, { usedAt }] of this.open) if (usedAt < oldest) this.open.delete(id);
  }

  private keep(cursor: Cursor): bigint {
    const id = randomBytes(8).readBigInt64LE() & 0x7fff_ffff_ffff_ffffn;
    if (id === 0n || this.open.has(id)) return this.keep(cursor);
    this.open.set(id, cursor);
    return id;
  }
}

/** How many documents the first batch has. @param limit 0 is none */
export function firstBatchSize(batchSize: number | undefined, limit: number): number {
  const size = batchSize ?? FIRST_BATCH;
  return limit > 0 ? Math.min(size, limit) : size;
}
