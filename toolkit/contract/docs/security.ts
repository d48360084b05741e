/** For `style-src`, where Redoc draws: the hashes of an empty `<style>`, which it adds rules to by script, and of its scroll bars'. */
export const REDOC_STYLES =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='";

/**
 * What the pages may do (https://www.w3.org/TR/CSP3/): nothing but what comes from their own host.
 *
 * @param server the address of an API elsewhere, which requests may be sent to
 * @param styles what is allowed beside the style sheets of the host
 */
export function contentSecurityPolicy(server?: string, styles?: string): string {
  const origin = server === undefined ? '' : ` ${new URL(server).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", styles].filter(Boolean).join(' '),
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
