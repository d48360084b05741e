import { escapeHtml } from '../html.ts';

type Grammar = { comment: RegExp; string: RegExp; keywords: string };

const slashes = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
const hash = /#[^\n]*/;
const quoted = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/;
const withTicks = new RegExp(`${quoted.source}|\`(?:[^\`\\\\]|\\\\[\\s\\S])*\``);

const typescript: Grammar = {
  comment: slashes,
  string: withTicks,
  keywords:
    'import|from|export|const|let|async|await|new|return|function|if|else|for|of|try|catch|throw|true|false|null|undefined|type|default',
};
const shell: Grammar = {
  comment: /(?<=^|\n|\s)#[^\n]*/,
  string: quoted,
  keywords: 'curl|npm|npx|node|docker|go|pip|export',
};
const grammars: Record<string, Grammar> = {
  bash: shell,
  sh: shell,
  ts: typescript,
  typescript,
  js: typescript,
  json: { comment: /(?!)/, string: /"(?:[^"\\]|\\.)*"/, keywords: 'true|false|null' },
  python: {
    comment: hash,
    string: new RegExp(`"""[\\s\\S]*?"""|${quoted.source}`),
    keywords: 'import|from|as|def|return|if|else|for|in|with|try|except|raise|True|False|None|async|await|not|print',
  },
  go: {
    comment: slashes,
    string: /"(?:[^"\\]|\\.)*"|`[^`]*`/,
    keywords: 'package|import|func|return|if|else|for|range|var|const|type|struct|defer|nil|true|false|err',
  },
  php: {
    comment: new RegExp(`${slashes.source}|${hash.source}`),
    string: new RegExp(`<<<'JSON'[\\s\\S]*?\\n\\s*JSON|${quoted.source}`),
    keywords: 'use|new|return|function|if|else|foreach|try|catch|throw|true|false|null|echo|require|fn',
  },
  java: {
    comment: slashes,
    string: /"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"/,
    keywords: 'import|public|class|static|void|throws|new|var|return|if|else|try|catch|throw|true|false|null|final',
  },
  ruby: {
    comment: hash,
    string: quoted,
    keywords: 'require|def|end|do|if|else|unless|return|begin|rescue|raise|true|false|nil|class|puts',
  },
};

/** Code as HTML: comments, strings, keywords and numbers are marked. Code in another language is only escaped. */
export function highlighted(source: string, language: string): string {
  const grammar = grammars[language.toLowerCase()];
  if (grammar === undefined) return escapeHtml(source);
  const { comment, string, keywords } = grammar;
  const tokens = new RegExp(
    `(?<string>${string.source})|(?<comment>${comment.source})|(?<keyword>\\b(?:${keywords})\\b)|(?<number>\\b\\d[\\d.]*\\b)`,
    'g',
  );
  let html = '';
  let end = 0;
  for (const match of source.matchAll(tokens)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ['keyword'];
    html += escapeHtml(source.slice(end, match.index));
    html += `<span class="${kind}">${escapeHtml(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(source.slice(end));
}
