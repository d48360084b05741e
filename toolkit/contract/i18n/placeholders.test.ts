import { describe, expect, test } from 'vitest';
import { placeholderDifferences } from './placeholders.ts';

const same = [
  { name: 'plain prose', english: 'A log.', translation: 'Um log.' },
  { name: 'the same spans in another order', english: 'Not `a` but `b`.', translation: 'Não `b`, mas `a`.' },
  { name: 'a span that is said twice', english: 'Send `a`; `a` counts.', translation: 'Envie `a`, que conta.' },
  { name: 'a span of two backticks', english: '``a ` b``', translation: '`` a ` b ``' },
  { name: 'braces within a span are the span', english: 'At `/x/{id}`.', translation: 'Em `/x/{id}`.' },
  { name: 'code blocks, whose comments are translated', english: '```\n# `one`\n```', translation: '```\n# um\n```' },
  { name: 'an anchor made of a heading', english: '[Errors](#section/Errors)', translation: '[Erros](#section/Erros)' },
  { name: 'an anchor made of a name', english: '[Logs](#tag/logs "Logs")', translation: '[Registros](#tag/logs)' },
];

const different = [
  { name: 'a span that is missing', english: 'Use `a`.', translation: 'Use a.', says: ['lacks the code span `a`'] },
  {
    name: 'a span that was translated',
    english: 'Use `limit`.',
    translation: 'Use `limite`.',
    says: ['lacks the code span `limit`', 'has the code span `limite`, which the original lacks'],
  },
  {
    name: 'a placeholder',
    english: 'For {days} days.',
    translation: 'Por dias.',
    says: ['lacks the placeholder {days}'],
  },
  {
    name: 'a link to another page',
    english: '[RFC](https://example.org/a)',
    translation: '[RFC](https://example.org/b)',
    says: [
      'lacks the address https://example.org/a',
      'has the address https://example.org/b, which the original lacks',
    ],
  },
  {
    name: 'a bare address',
    english: 'See https://example.org/a',
    translation: 'Veja',
    says: ['lacks the address https://example.org/a'],
  },
  {
    name: 'a relative link',
    english: '[Loans](#tag/loans)',
    translation: 'Empréstimos',
    says: ['lacks the link target #tag/loans'],
  },
  {
    name: 'a code block',
    english: '~~~\nx\n~~~',
    translation: 'x',
    says: ['lacks the number of code blocks 1', 'has the number of code blocks 0, which the original lacks'],
  },
];

describe('what a translator leaves as it is', () => {
  for (const { name, english, translation } of same) {
    test(`${name}: the same`, () => expect(placeholderDifferences(english, translation)).toStrictEqual([]));
  }
  for (const { name, english, translation, says } of different) {
    test(`${name}: different`, () => expect(placeholderDifferences(english, translation)).toStrictEqual(says));
  }
});
