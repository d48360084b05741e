const STRUCTURE = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The same JSON with line breaks and indents. Its numbers and strings stay as they are written: parsed and written anew, long
 * numbers would be other ones. Undefined when the text is no object or array of JSON.
 */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text) || !isJson(text)) return undefined;
  const tokens = text.match(STRUCTURE) ?? [];
  let depth = 0;
  let pretty = '';
  const newLine = () => `\n${'  '.repeat(depth)}`;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token === '{' || token === '[') {
      pretty += token;
      if (next === '}' || next === ']') continue;
      depth += 1;
      pretty += newLine();
    } else if (token === '}' || token === ']') {
      const before = tokens[index - 1];
      if (before !== '{' && before !== '[') {
        depth -= 1;
        pretty += newLine();
      }
      pretty += token;
    } else if (token === ',') pretty += `,${newLine()}`;
    else pretty += token === ':' ? ': ' : token;
  }
  return pretty;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
