/** The root of the language of this page. */
export function home(): URL {
  return new URL(document.body.dataset['home'] ?? './', location.href);
}

/** The address of a server that may be relative to the pages. It has no slash at its end. */
export function serverAddress(url: string): string {
  return new URL(url === '' ? '/' : url, home()).href.replace(/\/$/, '');
}
