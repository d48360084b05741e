import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ContractCopy } from './contract-copy.ts';

/** A fault that is put into the contract, and the line that the check has to say about it. */
type Fault = {
  name: string;
  file: string;
  old: string;
  replacement: string;
  /** A text on the line that the message names, after the fault is in. */
  at: string;
  says: string;
};

const missing: Fault[] = [
  {
    name: 'a summary of an operation',
    file: 'paths/book.yaml',
    old: '      summary: Obter um Livro\n',
    replacement: '',
    at: 'summary: Get a Book',
    says: 'The summary has no pt-BR translation (x-i18n: pt-BR: summary). (contract/translation-missing)',
  },
  {
    name: 'a description that is blank',
    file: 'schemas/Book.yaml',
    old: 'description: O título na capa.',
    replacement: "description: ' '",
    at: 'description: The title on its cover.',
    says: 'The description has no pt-BR translation (x-i18n: pt-BR: description). (contract/translation-missing)',
  },
  {
    name: 'a text beside a $ref',
    file: 'schemas/NewLoan.yaml',
    old: '    x-i18n:\n      pt-BR:\n        description: O livro emprestado.\n',
    replacement: '',
    at: 'description: The book that is lent.',
    says: 'The description has no pt-BR translation (x-i18n: pt-BR: description). (contract/translation-missing)',
  },
  {
    name: 'the shown name of a tag',
    file: 'tags.yaml',
    old: '      x-displayName: Livros\n',
    replacement: '',
    at: 'x-displayName: Books',
    says: 'The x-displayName has no pt-BR translation (x-i18n: pt-BR: x-displayName). (contract/translation-missing)',
  },
  {
    name: 'the summary of an example',
    file: 'paths/books.yaml',
    old: '                  summary: Um livro\n',
    replacement: '',
    at: 'summary: One book',
    says: 'The summary has no pt-BR translation (x-i18n: pt-BR: summary). (contract/translation-missing)',
  },
  {
    name: 'a text of a webhook',
    file: 'webhooks/loan_overdue.yaml',
    old: '      summary: Empréstimo Atrasado\n',
    replacement: '',
    at: 'summary: Loan Overdue',
    says: 'The summary has no pt-BR translation (x-i18n: pt-BR: summary). (contract/translation-missing)',
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
    says: 'The pt-BR description has no English beside it. (contract/translation-orphan)',
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
    says: 'The pt-BR description has the code span `livre`, which the English lacks. (contract/translation-placeholders)',
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

const examples: Fault[] = [
  {
    name: 'an English value of a body',
    file: 'paths/loans.yaml',
    old: 'days: 14, note: For the book club }',
    replacement: 'days: 140, note: For the book club }',
    at: 'days: 140',
    says: 'must be <= 30. (no-invalid-media-type-examples)',
  },
  {
    name: 'a value that only its translation spoils',
    file: 'paths/loans.yaml',
    old: 'value: { note: Para o clube de leitura }',
    replacement: 'value: { note: Para o clube de leitura das terças-feiras à noite }',
    at: 'Para o clube de leitura das terças-feiras à noite',
    says: 'In pt-BR: Example value must conform to the schema: `note` property must NOT have more than 40 characters. (no-invalid-media-type-examples)',
  },
  {
    name: 'a value that its translation gives what the schema does not have',
    file: 'paths/loans.yaml',
    old: 'value: { message: Livro emprestado por 14 dias. }',
    replacement: 'value: { mensagem: Livro emprestado por 14 dias. }',
    at: 'mensagem: Livro',
    says: 'In pt-BR: Example value must conform to the schema: must NOT have unevaluated properties `mensagem`. (no-invalid-media-type-examples)',
  },
  {
    name: 'a parameter',
    file: 'parameters/PerPage.yaml',
    old: 'example: 10',
    replacement: 'example: 51',
    at: 'example: 51',
    says: 'must be <= 50. (no-invalid-parameter-examples)',
  },
  {
    name: 'a schema',
    file: 'schemas/Isbn.yaml',
    old: "examples: ['9788535914849']",
    replacement: 'examples: [978-85-359-1484-9]',
    at: 'examples: [978-85-359-1484-9]',
    says: '(no-invalid-schema-examples)',
  },
];

const faults = { missing, oneLanguage, orphans, placeholders, examples };

describe('check fails, with file and line', { concurrency: 2 }, () => {
  for (const [kind, ofKind] of Object.entries(faults)) {
    test(kind, async (t) => {
      const copy = await ContractCopy.make(t);
      for (const { file, old, replacement } of ofKind) await copy.edit(file, old, replacement);

      const { code, output } = await copy.run('check');

      assert.match(output, /^✗ contract: /m);
      assert.equal(code, 1);
      for (const { name, file, at, says } of ofKind) {
        await t.test(name, async () => {
          const place = await copy.lineOf(file, at);
          const line = output.split('\n').find((said) => said.includes(`${place}:`) && said.endsWith(says));
          assert.ok(line, `no line has "${place}" and "${says}" in:\n${output}`);
          assert.match(line, / error: /);
        });
      }
    });
  }
});

describe('check passes', { concurrency: 2 }, () => {
  test('a contract whose languages agree', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.run('generate');

    const { code, output } = await copy.run('check');

    assert.match(output, /^✓ contract: 0 errors, 0 warnings$/m);
    assert.match(output, /^✓ messages: \d+ messages$/m);
    assert.match(output, /^All is well\.$/m);
    assert.equal(code, 0);
  });

  test('a text whose translation is corrected, without accepting it anew', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('schemas/Loan.yaml', 'Quem está com ele.', 'Quem está com o livro.');
    await copy.run('generate');

    const { code, output } = await copy.run('check');

    assert.equal(code, 0, output);
  });
});
