/** Members that hold data, in which a `pattern` is no keyword. */
const DATA = /^(example|examples|default|enum|const|x-.*)$/;

/**
 * The document without the patterns that are no regular expressions (ECMA-262, with the `u` flag, as JSON Schema has it), and a
 * sentence about each. Failure policy: the validator compiles all schemas at once, so one such pattern would fail every request; without
 * it, the rest of the schema is still checked.
 */
export function withoutUnusablePatterns<Document extends object>(
  document: Document,
): { document: Document; problems: string[] } {
  const problems: string[] = [];
  const clean = (node: unknown, path: string): unknown => {
    if (Array.isArray(node)) return node.map((item, index) => clean(item, `${path}/${index}`));
    if (typeof node !== 'object' || node === null) return node;
    const kept = Object.entries(node).filter(([key, value]) => {
      if (key !== 'pattern' || typeof value !== 'string') return true;
      const reason = reasonAgainst(value);
      if (reason !== null) problems.push(`${path}/pattern is not checked: ${reason}`);
      return reason === null;
    });
    return Object.fromEntries(
      kept.map(([key, value]) => {
        const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
        return [key, DATA.test(key) ? value : clean(value, `${path}/${step}`)];
      }),
    );
  };
  const cleaned = clean(document, '#');
  // Nearly no document has one.
  return problems.length === 0 ? { document, problems } : { document: cleaned as Document, problems };
}

function reasonAgainst(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : String(error);
  }
}
