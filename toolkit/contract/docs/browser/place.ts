import type { AppStore } from 'redoc';

/** An anchor by its number in the menu: headings are translated, and so are their anchors, but not their order. */
const NUMBERED = /^#entry-(\d+)$/;

/** Has the links to this page in other languages keep the place: the anchor, or the number of a heading. */
export function keepPlace(store: AppStore): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    const home = link.getAttribute('href') ?? '';
    const update = () => {
      link.href = home + placeIn(store);
    };
    // Where the reader is, is known when the link is used, however it is used.
    for (const type of ['focus', 'pointerenter', 'pointerdown', 'click']) link.addEventListener(type, update);
  }
}

/** Turns the number of an entry, which a page in another language gave, into the anchor that it has here. */
export function takePlace(store: AppStore): void {
  const number = NUMBERED.exec(location.hash)?.[1];
  const entry = number === undefined ? undefined : store.menu.flatItems[Number(number)];
  if (entry !== undefined) history.replaceState(null, '', `#${entry.id}`);
}

function placeIn({ menu }: AppStore): string {
  const index = menu.flatItems.findIndex(({ id }) => `#${id}` === decodeURIComponent(location.hash));
  const entry = menu.flatItems[index];
  return entry === undefined || entry.type === 'tag' || entry.type === 'operation' ? location.hash : `#entry-${index}`;
}
