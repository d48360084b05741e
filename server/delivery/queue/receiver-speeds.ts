/** A receiver that takes longer than this is slow, ms. */
const SLOW_AFTER = 2_000;
/** A receiver that takes no longer than this is quick, ms. */
const QUICK_WITHIN = 250;
/** Slow webhooks, and quick ones, that are remembered. */
const MOST_REMEMBERED = 10_000;

/** Which webhooks have slow receivers and which have quick ones, by the last attempt that ended and the oldest under way. */
export class ReceiverSpeeds {
  /** Webhooks whose last attempt was slow, the latest last. */
  readonly #slow = new Set<string>();
  /** Webhooks whose last attempt was quick, the latest last. */
  readonly #quick = new Set<string>();
  readonly #now: () => number;

  /** @param now a monotonic clock, ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param ms how long the attempt took that has just ended */
  note(webhookId: string, ms: number): void {
    noteLast(this.#slow, webhookId, ms > SLOW_AFTER);
    noteLast(this.#quick, webhookId, ms <= QUICK_WITHIN);
  }

  /** @param oldest when the oldest attempt under way started, by the same clock */
  isSlow(webhookId: string, oldest: number | undefined): boolean {
    return this.#slow.has(webhookId) || (oldest !== undefined && this.#now() - oldest > SLOW_AFTER);
  }

  /** @param oldest when the oldest attempt under way started, by the same clock */
  isQuick(webhookId: string, oldest: number | undefined): boolean {
    return this.#quick.has(webhookId) && (oldest === undefined || this.#now() - oldest <= QUICK_WITHIN);
  }
}

/** Remembers the id as the latest, or forgets it. */
function noteLast(ids: Set<string>, id: string, isSo: boolean): void {
  ids.delete(id);
  if (!isSo) return;
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > MOST_REMEMBERED && oldest !== undefined) ids.delete(oldest);
}
