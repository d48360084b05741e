/**
 * What the pages may do (https://www.w3.org/TR/CSP3/): nothing but what comes from their own host.
 *
 * @param server the address of an API elsewhere, which requests may be sent to
 */
export function contentSecurityPolicy(server?: string): string {
  const origin = server === undefined ? '' : ` ${new URL(server).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
