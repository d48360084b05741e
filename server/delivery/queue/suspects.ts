import { type DueLog, MOST_TAKEOVERS } from './queue.ts';

/** A log that was taken over this often is suspected of ending the processes that send it. */
const SUSPECT_FROM = 2;
/** For how long after its start no other suspect is started, ms: a slow receiver must not hold up all of them. */
const SUSPECT_ALONE = 5_000;

/**
 * When a process ends, all that it had under way is counted as taken over, and one of them may be the reason. So suspects are
 * sent one at a time, beside logs that are none: whatever was under way beside the deadly log becomes a suspect at most, is sent
 * without it from then on, and is delivered. One that the next death would make fail is sent with no other suspect at all.
 */
export class Suspects {
  /** Those under way, the latest last. */
  readonly #running = new Map<string, { log: DueLog; startedAt: number }>();
  /** A log at its last chance that waits until no suspect is under way. */
  #lastChance: string | null = null;
  readonly #now: () => number;

  /** @param now a monotonic clock, ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the log has to wait for the suspects under way. */
  isHeldBack(log: DueLog): boolean {
    if (log.takeovers < SUSPECT_FROM) return false;
    const latest = [...this.#running.values()].at(-1);
    if (!latest) return this.#lastChance !== null && this.#lastChance !== log._id;
    if (isLastChance(log)) this.#lastChance ??= log._id;
    if (this.#lastChance !== null || isLastChance(latest.log)) return true;
    return this.#now() - latest.startedAt < SUSPECT_ALONE;
  }

  started(log: DueLog): void {
    if (log.takeovers < SUSPECT_FROM) return;
    this.#running.set(log._id, { log, startedAt: this.#now() });
    if (this.#lastChance === log._id) this.#lastChance = null;
  }

  ended(log: DueLog): void {
    this.#running.delete(log._id);
  }

  /** Nothing waits any more. */
  clear(): void {
    this.#lastChance = null;
  }
}

function isLastChance({ takeovers }: DueLog): boolean {
  return takeovers >= MOST_TAKEOVERS - 1;
}
