/**
 * The seconds that a `Retry-After` header asks to wait, given in seconds or as a date (RFC 9110, 10.2.3); `undefined` if there
 * is none, or it is neither.
 * @param now ms since the epoch
 */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
