import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Something in a server's source, and where; lines and columns count from 1. */
export type CodeFault = { file: string; line: number; column: number; rule: string; message: string };

/** What the server's sources are held against. */
export type Held = { keys: string[]; paths: string[] };

/** Members of answers that people read. */
const FOR_PEOPLE = new Set(['message', 'detail', 'title']);
const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'all', 'route']);
const IGNORED = /\/[/*]\s*contract-ignore:?\s+\S/;

/**
 * Looks for sentences that are no messages of the contract, and for routes that are not in it. A comment `contract-ignore: <reason>` on
 * the line, or on the one before it, lets one be. `used`: the keys of messages that the sources name.
 */
export function faultsOfCode(files: string[], { keys, paths }: Held): { faults: CodeFault[]; used: Set<string> } {
  const known = new Set(keys);
  const used = new Set<string>();
  const use = (text: string, isWhole: boolean) => {
    if (isWhole && known.has(text)) used.add(text);
    // The beginning of a key that is put together: `delivery_${code}`.
    if (!isWhole && /^[a-z][a-z0-9]*_/.test(text)) for (const key of keys) if (key.startsWith(text)) used.add(key);
  };
  const routes = new Set(paths.map(comparable));
  const faults = files.flatMap((file) => {
    const content = readFileSync(file, 'utf8');
    const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
    const lines = content.split('\n');
    const found: CodeFault[] = [];
    const report = (node: ts.Node, rule: string, message: string) => {
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if ([lines[line], lines[line - 1]].some((text) => IGNORED.test(text ?? ''))) return;
      found.push({ file, line: line + 1, column: character + 1, rule, message });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) use(node.text, true);
      if (ts.isTemplateExpression(node)) use(node.head.text, false);
      if (ts.isPropertyAssignment(node)) lookAtSentence(node, report);
      if (ts.isCallExpression(node)) lookAtRoute(node, routes, report);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
  return { faults, used };
}

type Report = (node: ts.Node, rule: string, message: string) => void;

function lookAtSentence({ name, initializer }: ts.PropertyAssignment, report: Report): void {
  const field = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
  const text = textOf(initializer);
  if (!FOR_PEOPLE.has(field) || text === undefined || !/\p{L}\p{Ll}*[ ,].*\p{L}/u.test(text)) return;
  report(initializer, 'hard-coded-sentence', `"${text}" is said to people in one language only: make it a message.`);
}

function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

/** `app.get('/books/:id', …)`; `headers.get('/x')` has no handler. */
function lookAtRoute(call: ts.CallExpression, routes: Set<string>, report: Report): void {
  const [first, ...others] = call.arguments;
  if (!ts.isPropertyAccessExpression(call.expression) || first === undefined || !ts.isStringLiteralLike(first)) return;
  const method = call.expression.name.text;
  if (!METHODS.has(method) || !first.text.startsWith('/') || (others.length === 0 && method !== 'route')) return;
  if (!others.every(isHandler) || routes.has(comparable(first.text))) return;
  report(first, 'route-outside-contract', `The route ${first.text} is not in the contract.`);
}

function isHandler(node: ts.Expression): boolean {
  return !ts.isStringLiteralLike(node) && !ts.isNumericLiteral(node) && !ts.isObjectLiteralExpression(node);
}

/** Names of parameters do not count: `/books/{isbn}` and `/books/:id` are the same route. */
function comparable(path: string): string {
  return path.replaceAll(/\{[^}]*\}|:\w+/g, '{}').replace(/(.)\/$/, '$1');
}
