/** A part of a sample that the reader may have a value of their own for: the token, an id, the address of the server. */
export type Value = {
  /** What it is, for the page: `token`, `path.agent_id`, `server:/v1`. */
  name: string;
  value: string;
  /** How it is written before it is quoted. */
  as: 'text' | 'uri' | 'basic';
};
/** A text with such parts. */
export type Text = (string | Value)[];
/** What a quoted text must not contain as it is. */
export type Quotes = 'single' | 'double' | 'shell';
export type Hole = Value & { quotes: Quotes };

const ESCAPED: Record<Quotes, RegExp> = {
  single: /[\\']/g,
  double: /[\\"]/g,
  shell: /[\\"$`]/g,
};

/** A text between quotes: those parts that are not fixed are left as marks, which `filled` and the pages replace. */
export function quoted(text: Text, quotes: Quotes, holes: Hole[]): string {
  const mark = quotes === 'single' ? "'" : '"';
  return `${mark}${text.map((part) => (typeof part === 'string' ? escaped(part, quotes) : hole(part, quotes, holes))).join('')}${mark}`;
}

/** A value as it stands in a sample. */
export function written({ as, quotes }: Pick<Hole, 'as' | 'quotes'>, value: string): string {
  if (as === 'uri') return encodeURIComponent(value).replaceAll("'", '%27');
  if (as === 'basic') return btoa(String.fromCharCode(...new TextEncoder().encode(value)));
  return escaped(value, quotes);
}

/** The sample with each of its marks replaced. */
export function filled(source: string, holes: readonly Hole[], replace: (hole: Hole) => string): string {
  return source.replaceAll(/\uE000(\d+)\uE001/g, (whole, index: string) => {
    const found = holes[Number(index)];
    return found === undefined ? whole : replace(found);
  });
}

function escaped(text: string, quotes: Quotes): string {
  return text.replaceAll(ESCAPED[quotes], '\\$&').replaceAll('\n', '\\n');
}

function hole(value: Value, quotes: Quotes, holes: Hole[]): string {
  return `\uE000${holes.push({ ...value, quotes }) - 1}\uE001`;
}
