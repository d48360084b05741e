/** A piece of a text: one that a translator writes anew, or one to be left as it is. */
export type Part = { text: string; isFixed: boolean };

/** Fenced blocks, code spans, link targets, `{placeholders}` and addresses. */
const fixed = /^(```|~~~)[\s\S]*?^\1|(`+)[\s\S]*?[^`]\2(?!`)|\]\([^)\s]+\)|\{[^{}\s,]+\}|https?:\/\/[^\s)>\]]+/gm;

/** An ICU sentence with cases: what stands in braces there may be words. */
const hasCases = /\{\s*\w+\s*,\s*(plural|select|selectordinal)\b/;

/** The pieces of a text, in order: together they are the text. */
export function protectedParts(text: string): Part[] {
  if (hasCases.test(text)) return [{ text, isFixed: false }];
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(fixed)) {
    parts.push({ text: text.slice(end, match.index), isFixed: false }, { text: match[0], isFixed: true });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end), isFixed: false }].filter((part) => part.text !== '');
}
