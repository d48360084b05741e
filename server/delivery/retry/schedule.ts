const JITTER = 0.2;
const LONGEST_WAIT = 24 * 60 * 60 * 1000;
/**
 * The three forms of an HTTP date (RFC 9110, 5.6.7), all in GMT, though that of asctime does not say so. `Date.parse` by itself makes a
 * date of nearly anything, `-7200` included.
 */
const HTTP_DATE = /^\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? [\w -]+ \d\d:\d\d:\d\d (GMT|\d{4})\s*$/i;

/**
 * When the next automatic attempt is due, or null if there is none.
 * @param schedule   waits in ms: the first is the one before the first automatic retry; the last one goes on for all beyond it
 * @param used       automatic retries that the delivery has used up
 * @param allowed    the webhook's `max_retries`
 * @param retryAfter what the receiver asked for, in ms: it lengthens the wait, up to 24 h, and never shortens it
 * @param random     from 0 to 1, for the jitter of ±20 %
 */
export function nextAttemptAt(
  now: Date,
  {
    schedule,
    used,
    allowed,
    retryAfter = 0,
    random = Math.random(),
  }: {
    schedule: readonly number[];
    used: number;
    allowed: number;
    retryAfter?: number;
    random?: number;
  },
): Date | null {
  const wait = schedule[used] ?? schedule.at(-1);
  if (used >= allowed || wait === undefined) return null;
  const jittered = wait * (1 - JITTER + 2 * JITTER * random);
  return new Date(now.getTime() + Math.max(jittered, Math.min(retryAfter, LONGEST_WAIT)));
}

/** The wait that a `Retry-After` header asks for, in ms: seconds or an HTTP date (RFC 9110, 10.2.3). 0 if it asks for none. */
export function parseRetryAfter(header: string | undefined, now: Date): number {
  if (!header) return 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  if (!HTTP_DATE.test(header)) return 0;
  const date = Date.parse(/\bGMT\b/i.test(header) ? header : `${header} GMT`);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime());
}
