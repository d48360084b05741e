import { describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';
import { assertCheckSays, type Fault } from './faults.ts';

const missing: (Omit<Fault, 'says'> & { field?: string })[] = [
  {
    name: 'a summary of an operation',
    file: 'paths/book.yaml',
    old: '      summary: Obter um Livro\n',
    replacement: '',
    at: 'summary: Get a Book',
    field: 'summary',
  },
  {
    name: 'a description that is blank',
    file: 'schemas/Book.yaml',
    old: 'description: O título na capa.',
    replacement: "description: ' '",
    at: 'description: The title on its cover.',
  },
  {
    name: 'a text beside a $ref',
    file: 'schemas/NewLoan.yaml',
    old: '    x-i18n:\n      pt-BR:\n        description: O livro emprestado.\n',
    replacement: '',
    at: 'description: The book that is lent.',
  },
  {
    name: 'the shown name of a tag',
    file: 'tags.yaml',
    old: '      x-displayName: Livros\n',
    replacement: '',
    at: 'x-displayName: Books',
    field: 'x-displayName',
  },
  {
    name: 'the summary of an example',
    file: 'paths/books.yaml',
    old: '                  summary: Um livro\n',
    replacement: '',
    at: 'summary: One book',
    field: 'summary',
  },
  {
    name: 'a text of a webhook',
    file: 'webhooks/loan_overdue.yaml',
    old: '      summary: Empréstimo Atrasado\n',
    replacement: '',
    at: 'summary: Loan Overdue',
    field: 'summary',
  },
  {
    name: 'a server',
    file: 'openapi.yaml',
    old: '  - url: /\n',
    replacement: '  - url: /\n    description: The shelf.\n',
    at: 'description: The shelf.',
  },
  {
    name: 'a security scheme',
    file: 'security.yaml',
    old: '      description: Um token da biblioteca, `lib_…`.\n',
    replacement: '      {}\n',
    at: 'description: A token of the library',
  },
  {
    name: 'documentation elsewhere',
    file: 'paths/health.yaml',
    old: '  security: []\n',
    replacement: '  security: []\n  externalDocs: { url: /docs, description: Read more. }\n',
    at: 'externalDocs',
  },
  {
    name: 'a header',
    file: 'responses/RateLimited.yaml',
    old: 'content:\n',
    replacement:
      'headers:\n  Retry-After:\n    description: Seconds to wait.\n    schema: { type: integer }\ncontent:\n',
    at: 'description: Seconds to wait.',
  },
  {
    name: 'a link',
    file: 'paths/loan.yaml',
    old: '      description: The book is back.\n',
    replacement:
      '      description: The book is back.\n      links:\n        book: { operationId: getBook, description: The book. }\n',
    at: 'book: { operationId',
  },
  {
    name: 'a request body',
    file: 'paths/loans.yaml',
    old: '    x-i18n:\n      pt-BR:\n        description: Qual livro, e quem o leva.\n',
    replacement: '',
    at: 'description: Which book, and who takes it.',
  },
  {
    name: 'a response',
    file: 'paths/books.yaml',
    old: '      x-i18n:\n        pt-BR:\n          description: Os livros.\n',
    replacement: '',
    at: 'description: The books.',
  },
  {
    name: 'a parameter',
    file: 'parameters/AcceptLanguage.yaml',
    old: 'x-i18n:\n  pt-BR:\n    description: O idioma da resposta, `en` ou `pt-BR`.\n',
    replacement: '',
    at: 'description: The language of the answer',
  },
  {
    name: 'a path',
    file: 'paths/loan.yaml',
    old: 'parameters:\n  - name: loan_id',
    replacement: 'summary: One loan.\nparameters:\n  - name: loan_id',
    at: 'summary: One loan.',
    field: 'summary',
  },
  {
    name: 'the title of a schema',
    file: 'schemas/Failure.yaml',
    old: 'type: object\ndescription',
    replacement: 'type: object\ntitle: Failure\ndescription',
    at: 'title: Failure',
    field: 'title',
  },
];

const oneLanguage: Fault[] = [
  {
    name: 'all of the contract',
    file: 'openapi.yaml',
    old: '  x-i18n:\n    pt-BR:\n      title: Biblioteca do Bairro\n',
    replacement: '  x-nothing:\n    pt-BR:\n      title: Biblioteca do Bairro\n',
    at: 'info:',
    says: 'The contract has one language only: give `info` its translations under `x-i18n`. (contract/translation-missing)',
  },
];

const orphans: Fault[] = [
  {
    name: 'a translation without its English',
    file: 'schemas/Loan.yaml',
    old: 'description: A book that a member has at home.\n',
    replacement: '',
    at: 'description: Um livro que um sócio tem em casa.',
    says: 'The pt-BR description has no original beside it. (contract/translation-orphan)',
  },
  {
    name: 'a language that the contract does not have',
    file: 'schemas/Isbn.yaml',
    old: '  pt-BR:\n',
    replacement: '  pt-PT:\n    description: Um ISBN.\n  pt-BR:\n',
    at: 'pt-PT:',
    says: '"pt-PT" is none of the languages that `info` is translated to (pt-BR). (contract/translation-orphan)',
  },
  {
    name: 'a field that is for programs',
    file: 'paths/book.yaml',
    old: '      summary: Obter um Livro\n',
    replacement: '      summary: Obter um Livro\n      operationId: obterLivro\n',
    at: 'operationId: obterLivro',
    says: '`operationId` is not translated; what is, of Operation: summary, description. (contract/translation-orphan)',
  },
  {
    name: 'translations where there is no text',
    file: 'openapi.yaml',
    old: '    identifier: MIT\n',
    replacement: '    identifier: MIT\n    x-i18n: { pt-BR: { name: MIT } }\n',
    at: 'x-i18n: { pt-BR: { name: MIT } }',
    says: '`x-i18n` has no place here: nothing of License is translated. (contract/translation-orphan)',
  },
  {
    name: 'translations within the value of an example',
    file: 'paths/health.yaml',
    old: 'value: { open: true }',
    replacement: 'value: { open: true, x-i18n: { pt-BR: {} } }',
    at: 'value: { open: true',
    says: "`x-i18n` is inside the example's value; it belongs beside `value`. (contract/translation-orphan)",
  },
];

const placeholders: Fault[] = [
  {
    name: 'a code span that the translation lacks',
    file: 'paths/books.yaml',
    old: 'Fornece os livros da biblioteca, `per_page` por vez.',
    replacement: 'Fornece os livros da biblioteca, por_página por vez.',
    at: 'por_página',
    says: 'The pt-BR description lacks the code span `per_page`. (contract/translation-placeholders)',
  },
  {
    name: 'a code span that the English lacks',
    file: 'paths/loan.yaml',
    old: 'o livro volta a ficar `available`.',
    replacement: 'o livro volta a ficar `available` e `livre`.',
    at: '`livre`',
    says: 'The pt-BR description has the code span `livre`, which the original lacks. (contract/translation-placeholders)',
  },
  {
    name: 'a link that leads elsewhere',
    file: 'openapi.yaml',
    old: '[Empréstimos](#tag/loans)',
    replacement: '[Empréstimos](#tag/emprestimos)',
    at: 'description: |\n        Empresta',
    says: 'The pt-BR description lacks the link target #tag/loans. (contract/translation-placeholders)',
  },
];

function untranslated({ field = 'description', ...fault }: (typeof missing)[number]): Fault {
  const says = `The ${field} has no pt-BR translation (x-i18n: pt-BR: ${field}). (contract/translation-missing)`;
  return { ...fault, says };
}

describe.concurrent('check fails, with file and line', () => {
  test('on a text without its translation', (t) => assertCheckSays(t, missing.map(untranslated)));
  test('on a contract in one language', (t) => assertCheckSays(t, oneLanguage));
  test('on a translation without its English', (t) => assertCheckSays(t, orphans));
  test('on a translation with other names or links in it', (t) => assertCheckSays(t, placeholders));
});

describe.concurrent('check passes', () => {
  test('a contract whose languages agree', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.run('check');

    expect(output).toMatch(/^✓ contract: 0 errors, 0 warnings$/m);
    expect(output).toMatch(/^✓ messages: \d+ messages$/m);
    expect(output).toMatch(/^All is well\.$/m);
    expect(code).toBe(0);
  });

  test('a text whose translation is corrected, without accepting it anew', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('schemas/Loan.yaml', 'Quem está com ele.', 'Quem está com o livro.');
    await copy.run('generate');

    const { code, output } = await copy.run('check');

    expect(code, output).toBe(0);
  });
});
