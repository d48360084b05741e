/** IMF-fixdate, and the obsolete form of RFC 850: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`. */
const WITH_ZONE = /^\w+, (?<day>\d\d)[ -](?<month>\w{3})[ -](?<year>\d\d(?:\d\d)?) (?<time>[\d:]{8}) GMT$/;
/** The obsolete form of asctime, which is GMT, too: `Sun Nov  6 08:49:37 1994`. */
const ASCTIME = /^\w{3} (?<month>\w{3}) +(?<day>\d\d?) (?<time>[\d:]{8}) (?<year>\d{4})$/;
const YEARS_50_MS = 50 * 365.25 * 86_400_000;

/**
 * The seconds that a `Retry-After` header asks to wait, given in seconds or as a date (RFC 9110, 10.2.3); `undefined` if there
 * is none, or it is neither: `-5` and `1.5` are not.
 * @param now ms since the epoch
 */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const date = httpDate(value, now);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** A date of HTTP (RFC 9110, 5.6.7) in ms since the epoch; `NaN` if it is none. */
function httpDate(value: string, now: number): number {
  const { day, month, year = '', time } = (WITH_ZONE.exec(value) ?? ASCTIME.exec(value))?.groups ?? {};
  const at = (fullYear: string) => Date.parse(`${day} ${month} ${fullYear} ${time} GMT`);
  if (year.length !== 2) return at(year);
  const date = at(`20${year}`);
  return date > now + YEARS_50_MS ? at(`19${year}`) : date;
}
