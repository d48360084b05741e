/** Where a member of an object stands in a JSON text: from its value's first character to behind its last. */
interface Member {
  name: string;
  start: number;
  end: number;
}

/**
 * The text of a member of a JSON object, as it was written: what is passed on to others is not parsed, which would change
 * `12345678901234567890`, `1e400` and `-0`. Of members of the same name the last one, as by JSON.parse. In linear time.
 * @param text valid JSON
 */
export function memberText(text: string, name: string): string | undefined {
  const last = membersOf(text).findLast((member) => member.name === name);
  return last && text.slice(last.start, last.end);
}

/**
 * The top-level field with a number of more digits than that, `body` if the text is no object; undefined if there is none. In
 * linear time.
 * @param text valid JSON
 */
export function fieldWithLongNumber(text: string, mostDigits: number): string | undefined {
  if (!hasLongNumber(text, mostDigits)) return undefined;
  const field = membersOf(text).find(({ start, end }) => hasLongNumber(text.slice(start, end), mostDigits));
  return field?.name ?? 'body';
}

function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = behindSpace(text, 0);
  if (text[at] !== '{') return members;
  for (at = behindSpace(text, at + 1); text[at] === '"'; at = behindSpace(text, at)) {
    const behindName = behindString(text, at);
    const name: unknown = JSON.parse(text.slice(at, behindName));
    const start = behindSpace(text, behindSpace(text, behindName) + 1); // the colon
    const end = behindValue(text, start);
    members.push({ name: String(name), start, end });
    at = behindSpace(text, end);
    if (text[at] === ',') at = behindSpace(text, at + 1);
  }
  return members;
}

function behindSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** @param from where its opening quote is */
function behindString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text[quote - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function behindValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const character = text[at];
    if (character === '"') {
      at = behindString(text, at);
      if (depth === 0) return at;
      continue;
    }
    const closes = character === '}' || character === ']';
    // A number or a word has no end of its own.
    if (depth === 0 && (closes || character === ',' || behindSpace(text, at) > at)) return at;
    if (character === '{' || character === '[') depth++;
    if (closes) depth--;
    at++;
    if (closes && depth === 0) return at;
  }
  return text.length;
}

function hasLongNumber(text: string, mostDigits: number): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = behindString(text, at);
      digits = 0;
      continue;
    }
    if (character >= '0' && character <= '9') digits++;
    else if (!'+-.eE'.includes(character)) digits = 0;
    if (digits > mostDigits) return true;
    at++;
  }
  return false;
}

/** The texts that stand for objects of an answer. */
const texts = new WeakMap<object, string>();

/** JSON that goes into an answer as the text it is (`stringify`). It looks like an empty object to everybody else. @param text valid JSON */
export function jsonText(text: string): Record<string, unknown> {
  const holder = Object.freeze({});
  texts.set(holder, text);
  return holder;
}

/** JSON.stringify, with the texts of `jsonText` where they belong. */
export function stringify(value: unknown): string {
  const mark = crypto.randomUUID(); // which no text can have guessed
  const inserted: string[] = [];
  const marked = JSON.stringify(value, (_key, inner: unknown) => {
    const text = typeof inner === 'object' && inner !== null ? texts.get(inner) : undefined;
    if (text === undefined) return inner;
    inserted.push(text);
    return mark;
  });
  const [first = '', ...rest] = marked.split(`"${mark}"`);
  return first + rest.map((part, index) => `${inserted[index]}${part}`).join('');
}
