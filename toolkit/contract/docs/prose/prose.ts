import { Marked, type Token, type Tokens } from 'marked';
import { escapeHtml } from '../html.ts';
import { highlighted } from './highlight.ts';

export type ProseOptions = {
  /** What a link leads to, from the page; undefined for one that leads nowhere here, of which the text is left. */
  link: (href: string) => string | undefined;
  /** How many levels deeper headings are: 1 turns `#` into `<h2>`. */
  deeper?: number;
  /** The id of a heading. */
  anchor?: (text: string) => string;
  /** What a table is called for screen readers: one that is wider than the page can be scrolled by keyboard. */
  table: string;
};

/** HTML that texts may have as it is: it formats, and has no attributes. */
const HARMLESS = /^<\/?(?:b|strong|i|em|u|s|br|hr|p|ul|ol|li|code|pre|sub|sup|kbd|dl|dt|dd|blockquote)\s*\/?>$/i;

/** Markdown as HTML. Nothing in it can run, load anything or leave its place. */
export function proseHtml(markdown: string, options: ProseOptions): string {
  return withRenderer(options).parse(markdown, { async: false });
}

/** Markdown of one line as HTML, without a paragraph around it. */
export function inlineHtml(markdown: string, options: ProseOptions): string {
  return withRenderer(options).parseInline(markdown, { async: false });
}

/** The text alone, for search, descriptions and titles. */
export function plainText(markdown: string): string {
  const textOf = (tokens: Token[]): string => tokens.map(textOfToken).join('');
  const textOfToken = (token: Token): string => {
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].map((cells) => cells.map(({ tokens }) => textOf(tokens)).join(' ')).join(' ');
    }
    if (token.type === 'list') return (token as Tokens.List).items.map(({ tokens }) => textOf(tokens)).join(' ');
    if (token.type === 'space' || token.type === 'br') return ' ';
    if (token.type === 'html') return '';
    const { tokens, text } = token as Tokens.Text;
    return `${tokens === undefined ? String(text ?? '') : textOf(tokens)}${'block' in token || token.type === 'paragraph' || token.type === 'heading' ? ' ' : ''}`;
  };
  return textOf(new Marked().lexer(markdown)).replaceAll(/\s+/g, ' ').trim();
}

function withRenderer({ link, deeper = 0, anchor, table }: ProseOptions): Marked {
  const safe = ({ text }: { text: string }) => (HARMLESS.test(text.trim()) ? text : escapeHtml(text));
  return new Marked({
    renderer: {
      html: ({ text }) =>
        text.replaceAll(/<[^>]*>?|[^<]+/g, (part) => (part.startsWith('<') ? safe({ text: part }) : part)),
      // A name may be broken where its words end.
      codespan: ({ text }) => `<code>${escapeHtml(text).replaceAll(/_(?=\w)/g, '_<wbr>')}</code>`,
      image: ({ text }) => escapeHtml(text),
      code: ({ text, lang }) =>
        `<pre class="code"><code>${highlighted(text, lang?.split(' ')[0] ?? '')}</code></pre>\n`,
      heading({ tokens, depth, text }) {
        const level = Math.min(depth + deeper, 6);
        const id = anchor === undefined ? '' : ` id="${escapeHtml(anchor(plainText(text)))}"`;
        return `<h${level}${id}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const target = /^(?:https?:|mailto:)/i.test(href)
          ? href
          : /^[a-z][a-z0-9+.-]*:/i.test(href)
            ? undefined
            : link(href);
        return target === undefined ? text : `<a href="${escapeHtml(target)}">${text}</a>`;
      },
      table({ header, rows }) {
        const cell = (name: string) => (one: Tokens.TableCell) =>
          `<${name}>${this.parser.parseInline(one.tokens)}</${name}>`;
        const head = `<tr>${header.map((one) => cell(one.text === '' ? 'td' : 'th')(one)).join('')}</tr>`;
        const body = rows.map((cells) => `<tr>${cells.map(cell('td')).join('')}</tr>`).join('\n');
        return scrollable(
          `<table><thead>${head}</thead><tbody>${body}</tbody></table>`,
          `${table}: ${header
            .map(({ text }) => plainText(text))
            .filter(Boolean)
            .join(', ')}`,
        );
      },
    },
  });
}

/** A table that can be wider than the page. @param label what it is called */
function scrollable(table: string, label: string): string {
  return `<div class="table" role="group" tabindex="0" aria-label="${escapeHtml(label)}">${table}</div>\n`;
}
