import { assert, describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const changed = 'was made from a text that has changed since.';
const hint = 'Check the translation, then run `contract accept`. (contract/translation-stale)';

describe.concurrent('a stale translation fails the check until it is accepted', () => {
  const texts = [
    {
      name: 'a summary',
      file: 'paths/book.yaml',
      old: 'Get a Book',
      now: 'Get One Book',
      at: 'Obter um Livro',
      field: 'summary',
    },
    {
      name: 'a text beside a $ref',
      file: 'schemas/NewLoan.yaml',
      old: 'The book that is lent.',
      now: 'The book to lend.',
      at: 'O livro emprestado.',
      field: 'description',
    },
    {
      name: 'a sentence of an example',
      file: 'paths/loans.yaml',
      old: 'note: For the book club }',
      now: 'note: For a friend }',
      at: 'value: { note: Para o clube de leitura }',
      field: 'value',
    },
  ];
  for (const { name, file, old, now, at, field } of texts) {
    test(name, async (t) => {
      const copy = await ContractCopy.make(t);
      await copy.edit(file, old, now);

      const before = await copy.run('check');
      const place = await copy.lineOf(file, at);
      assert(before.output.includes(`${place}:`), before.output);
      assert(before.output.includes(`The pt-BR ${field} ${changed} ${hint}`), before.output);
      expect(before.output).toMatch(/^✗ contract: 1 error, /m);
      expect(before.code).toBe(1);

      const accepted = await copy.run('accept');
      expect(accepted.output).toMatch(new RegExp(`accepted \\(pt-BR\\) ${file}#`));
      const after = await copy.run('check');
      expect(after.output).toMatch(/^✓ contract: 0 errors, /m);
    });
  }

  test('a message', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('messages.yaml', 'en: Loan not found.', 'en: There is no such loan.');
    await copy.run('generate');

    const before = await copy.run('check');
    const place = await copy.lineOf('messages.yaml', 'Empréstimo não encontrado.');
    const says = `error: The pt-BR sentence of "loan_not_found" ${changed} ${hint}`;
    assert(before.output.includes(`${place}:10 ${says}`), before.output);
    expect(before.output).toMatch(/^✗ messages: 1 error$/m);
    expect(before.code).toBe(1);

    const accepted = await copy.run('accept');
    expect(accepted.output).toMatch(/accepted \(pt-BR\) messages\.yaml#\/loan_not_found\n/);
    const after = await copy.run('check');
    expect(after.code, after.output).toBe(0);
  });

  test('a new text, though both languages are there', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit(
      'schemas/NewLoan.yaml',
      'description: A loan to be made.',
      'title: New loan\ndescription: A loan to be made.',
    );
    await copy.edit(
      'schemas/NewLoan.yaml',
      '    description: Um empréstimo a fazer.',
      '    title: Novo empréstimo\n    description: Um empréstimo a fazer.',
    );
    await copy.run('generate');

    const { code, output } = await copy.run('check');

    const place = await copy.lineOf('schemas/NewLoan.yaml', 'title: Novo empréstimo');
    assert(output.includes(`${place}:12 error: The pt-BR title has not been accepted yet. ${hint}`), output);
    expect(code).toBe(1);
  });

  test('every text, when there is no lock file yet: said once', async (t) => {
    const copy = await ContractCopy.generated(t);
    await copy.run('accept');
    const lock = await copy.read('library/i18n.lock.json');
    await copy.remove('library/i18n.lock.json');

    const { code, output } = await copy.run('check');

    expect(output).toMatch(/library\/openapi\.yaml:2:1 error: There is no i18n\.lock\.json yet/);
    expect(output).toMatch(/^✗ contract: 1 error, /m);
    expect(code).toBe(1);
    await copy.run('accept');
    expect(await copy.read('library/i18n.lock.json')).toBe(lock);
  });
});

describe.concurrent('accept', () => {
  test('changes nothing, and says so, when nothing is stale', async (t) => {
    const copy = await ContractCopy.make(t);
    const lock = await copy.read('library/i18n.lock.json');

    const { code, output } = await copy.run('accept');

    expect(output).toMatch(/^library\/i18n\.lock\.json: \d+ translations\n$/);
    expect(code).toBe(0);
    expect(await copy.read('library/i18n.lock.json')).toBe(lock);
  });

  test('forgets a text that is gone', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('messages.yaml', 'loan_not_found:', 'loan_unknown:');

    const { output } = await copy.run('accept');

    expect(output).toMatch(/accepted \(pt-BR\) messages\.yaml#\/loan_unknown\n/);
    expect(output).toMatch(/gone \(pt-BR\) messages\.yaml#\/loan_not_found\n/);
    expect(await copy.read('library/i18n.lock.json')).not.toMatch(/loan_not_found/);
  });

  test('refuses a lock file that it cannot read, rather than accepting all', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.write('library/i18n.lock.json', '{ "pt-BR": {\n<<<<<<< ours\n');

    const { code, output } = await copy.run('accept');

    expect(output).toMatch(/i18n\.lock\.json is not a lock file/);
    expect(code).toBe(1);
    expect(await copy.read('library/i18n.lock.json')).toMatch(/<<<<<<< ours/);
  });
});
