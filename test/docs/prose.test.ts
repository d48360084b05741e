import { describe, expect, test } from 'vitest';
import { highlighted } from '../../toolkit/contract/docs/prose/highlight.ts';
import { plainText, proseHtml } from '../../toolkit/contract/docs/prose/prose.ts';

const html = (markdown: string) => proseHtml(markdown, { link: (href) => `home/${href}`, table: 'Table' }).trim();

describe('texts of a contract as HTML', () => {
  test.for([
    ['a <b>word</b><br>', '<p>a <b>word</b><br></p>'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a <img src=x onerror=alert(1)>', '<p>a &lt;img src=x onerror=alert(1)&gt;</p>'],
    ['<b onclick="x()">a</b>', '<p>&lt;b onclick=&quot;x()&quot;&gt;a</b></p>'],
    ['[a](javascript:alert(1))', '<p>a</p>'],
    ['[a](data:text/html,x)', '<p>a</p>'],
    ['[a](#tag/b)', '<p><a href="home/#tag/b">a</a></p>'],
    ['[a](https://b.example/"c)', '<p><a href="https://b.example/&quot;c">a</a></p>'],
    ['![a picture](https://b.example/c.png)', '<p>a picture</p>'],
    ['# T', '<h1>T</h1>'],
  ] as const)('%s', ([markdown, expected]) => {
    expect(html(markdown)).toBe(expected);
  });

  test('a table can be scrolled by keyboard, and has a name', () => {
    expect(html('|a|\n|-|\n|`b`|')).toBe(
      '<div class="table" role="group" tabindex="0" aria-label="Table: a"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>b</code></td></tr></tbody></table></div>',
    );
  });

  test('code is marked, and cannot be HTML', () => {
    expect(highlighted('const a = "<b>"; // <i>', 'ts')).toBe(
      '<span class="keyword">const</span> a = <span class="string">&quot;&lt;b&gt;&quot;</span>; <span class="comment">// &lt;i&gt;</span>',
    );
    expect(highlighted('<b>', 'unknown')).toBe('&lt;b&gt;');
  });

  test('the text alone has its words', () => {
    expect(plainText('# A\n\nb **c** `d` [e](f)\n\n* g\n* h\n\n|i|\n|-|\n|j|')).toBe('A b c d e g h i j');
  });
});
