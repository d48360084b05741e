/** The three forms of a date in HTTP (RFC 9110, 5.6.7). All are GMT, though that of asctime does not say so. */
const DATE = /^[A-Z][a-z]{2,8},? [\w -]+ [\d:]{8} (GMT|\d{4})$/;

/**
 * The seconds that a `Retry-After` header asks to wait, given in seconds or as a date (RFC 9110, 10.2.3); `undefined` if there
 * is none, or it is neither: `-5` and `1.5` are not.
 * @param now ms since the epoch
 */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const date = DATE.test(value) ? Date.parse(value.replace(/( GMT)?$/, ' GMT')) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
