/** Where links in the contract's texts lead: `#operation/…`, `#tag/…` and `#section/…` were anchors of one long page. @param home from the page to the root of its language */
export function referenceLink(home: string, operations: readonly string[]): (href: string) => string | undefined {
  return (href) => {
    if (!href.startsWith('#')) return undefined;
    const anchor = decodeURIComponent(href.slice(1));
    const id = /(?:^|\/)operation\/(.+)$/.exec(anchor)?.[1];
    if (id === undefined) return `${home}#${encodeURI(anchor)}`;
    return operations.includes(id) ? `${home}operations/${fileName(id)}/` : undefined;
  };
}

/** The id of an operation as a name of a folder. */
export function fileName(id: string): string {
  return id.replaceAll(/[^\w.-]+/g, '-').replace(/^\.+/, '');
}

/** The id of a heading, as Redoc makes it: links to `#section/…` are kept. */
export function sectionId(heading: string): string {
  return `section/${heading
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')}`;
}
