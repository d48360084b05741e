import { home } from './home.ts';

/** An anchor by the number of the heading: headings are translated, and so are their anchors, but not their order. */
const NUMBERED = /^#heading-(\d+)$/;

/** Has the links to this page in other languages keep the place: the anchor, or the number of a heading. */
export function keepPlace(): void {
  const number = NUMBERED.exec(location.hash)?.[1];
  const heading = number === undefined ? undefined : headings()[Number(number)];
  if (heading !== undefined) {
    history.replaceState(null, '', `#${heading.id}`);
    heading.scrollIntoView();
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    const page = link.getAttribute('href') ?? '';
    const update = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const index = headings().findIndex((one) => one.id === id);
      link.href = page + (index === -1 ? location.hash : `#heading-${index}`);
    };
    // Where the reader is, is known when the link is used, however it is used.
    for (const type of ['focus', 'pointerenter', 'pointerdown', 'click']) link.addEventListener(type, update);
  }
}

/** Goes on from an anchor of the time when all operations were on one page: `#tag/Logs/operation/retryLog`. */
export function forwardOldAnchors(): void {
  const id = /(?:^#|\/)operation\/([^/]+)$/.exec(decodeURIComponent(location.hash))?.[1];
  if (id !== undefined) location.replace(new URL(`operations/${encodeURIComponent(id)}/`, home()));
}

/** Opens what is folded away at the anchor. */
export function openPlace(): void {
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target?.closest('details');
    if (!details || details.open) return;
    details.open = true;
    target?.scrollIntoView();
  };
  open();
  addEventListener('hashchange', open);
}

function headings(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main .prose-text :is(h1, h2, h3, h4, h5, h6)[id]')];
}
