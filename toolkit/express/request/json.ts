declare global {
  interface JSON {
    /** https://tc39.es/proposal-json-parse-with-source, which TypeScript 5.9 does not know. */
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
  }
}

/** Perhaps a number that JavaScript does not write again as it was: many digits, an exponent, `-0`. Nearly no text has one, and only those pay for it. */
const ODD_NUMBER = /\d[\d.]{15}|\d[eE]|-0/;

/**
 * JSON.parse, but numbers that would come out as others (`12345678901234567890`, `1e400`, `-0`) stay as they are written: they become
 * raw JSON, which JSON.stringify writes again to the digit. To everybody else they are an object, and no number.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return ODD_NUMBER.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text);
}

function keepNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return isExact(value, context.source) ? value : JSON.rawJSON(context.source);
}

/** True if the number, written again, has the same digits and the same magnitude. */
function isExact(value: number, source: string): boolean {
  if (Object.is(value, -0)) return false; // JSON.stringify writes it as 0
  return (
    Number.isFinite(value) && digitsOf(String(value)) === digitsOf(source) && (value !== 0 || digitsOf(source) === '')
  );
}

/** The digits that count: without sign, point, exponent and the zeros around them. */
function digitsOf(number: string): string {
  return (number.split(/[eE]/)[0] ?? '').replaceAll(/[-.]/g, '').replaceAll(/^0+|0+$/g, '');
}
