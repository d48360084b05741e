/** A piece of a text: as it is, or a character that would not be seen, or would make others be seen elsewhere. */
export type Piece = { text: string } | { hidden: string };

/**
 * Control characters, what has no width, what turns the direction of the text around it (UAX #9), and what is no character.
 * Line feeds, tabs and spaces are as they should be.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffd]|\u034f/u;

/** Parts a text into what can be read as it is and what has to be spelled out. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  for (const character of text.replaceAll('\r\n', '\n')) {
    if (character === '\n' || character === '\t' || !HIDDEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain });
    plain = '';
    pieces.push({ hidden: nameOf(character) });
  }
  if (plain !== '') pieces.push({ text: plain });
  return pieces;
}

/** As Unicode writes it: U+202E. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
