/** Goes on to the reader's language, where the server did not choose it already: the same tag, or else the same language. */
document.addEventListener('DOMContentLoaded', () => {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[hreflang]')];
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  const found = navigator.languages
    .map(
      (tag) =>
        links.find(({ hreflang }) => hreflang.toLowerCase() === tag.toLowerCase()) ??
        links.find(({ hreflang }) => primary(hreflang) === primary(tag)),
    )
    .find((link) => link !== undefined);
  const link = found ?? links[0];
  if (link !== undefined) location.replace(link.href + location.hash);
});
