/**
 * What the pages may do (https://www.w3.org/TR/CSP3/): nothing but what comes from their own host. The hash is the one of
 * an empty text: Redoc's styles are rules added to an empty `<style>`, which needs no more than that.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
