/** The line that opens every generated TypeScript file. */
export const generatedHeader = '// Written by `contract generate` from the contract. Not to be edited.\n';

/** A member's name as TypeScript writes it. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** A value as a TypeScript literal. JSON is one; only U+2028 and U+2029 need care in some readers of source text. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
