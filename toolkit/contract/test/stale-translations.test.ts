import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ContractCopy } from './contract-copy.ts';

const changed = 'was made from an English text that has changed since.';
const hint = 'Check the translation, then run `npm run i18n:accept`. (contract/translation-stale)';

describe('a stale translation fails the check until it is accepted', { concurrency: 2 }, () => {
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
      assert.ok(before.output.includes(`${place}:`), before.output);
      assert.ok(before.output.includes(`The pt-BR ${field} ${changed} ${hint}`), before.output);
      assert.match(before.output, /^✗ contract: 1 error, /m);
      assert.equal(before.code, 1);

      const accepted = await copy.run('accept');
      assert.match(accepted.output, new RegExp(`accepted \\(pt-BR\\) ${file}#`));
      const after = await copy.run('check');
      assert.match(after.output, /^✓ contract: 0 errors, /m);
    });
  }

  test('a message', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('messages.yaml', 'en: Loan not found.', 'en: There is no such loan.');
    await copy.run('generate');

    const before = await copy.run('check');
    const place = await copy.lineOf('messages.yaml', 'Empréstimo não encontrado.');
    const says = `error: The pt-BR sentence of "loan_not_found" ${changed} ${hint}`;
    assert.ok(before.output.includes(`${place}:10 ${says}`), before.output);
    assert.match(before.output, /^✗ messages: 1 error$/m);
    assert.equal(before.code, 1);

    const accepted = await copy.run('accept');
    assert.match(accepted.output, /accepted \(pt-BR\) messages\.yaml#\/loan_not_found\n/);
    const after = await copy.run('check');
    assert.equal(after.code, 0, after.output);
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
    assert.ok(output.includes(`${place}:12 error: The pt-BR title has not been accepted yet. ${hint}`), output);
    assert.equal(code, 1);
  });

  test('every text, when there is no lock file yet: said once', async (t) => {
    const copy = await ContractCopy.generated(t);
    await copy.run('accept');
    const lock = await copy.read('library/i18n.lock.json');
    await copy.remove('library/i18n.lock.json');

    const { code, output } = await copy.run('check');

    assert.match(output, /library\/openapi\.yaml:2:1 error: There is no i18n\.lock\.json yet/);
    assert.match(output, /^✗ contract: 1 error, /m);
    assert.equal(code, 1);
    await copy.run('accept');
    assert.equal(await copy.read('library/i18n.lock.json'), lock);
  });
});

describe('accept', { concurrency: 2 }, () => {
  test('changes nothing, and says so, when nothing is stale', async (t) => {
    const copy = await ContractCopy.make(t);
    const lock = await copy.read('library/i18n.lock.json');

    const { code, output } = await copy.run('accept');

    assert.match(output, /^library\/i18n\.lock\.json: \d+ translations\n$/);
    assert.equal(code, 0);
    assert.equal(await copy.read('library/i18n.lock.json'), lock);
  });

  test('forgets a text that is gone', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('messages.yaml', 'loan_not_found:', 'loan_unknown:');

    const { output } = await copy.run('accept');

    assert.match(output, /accepted \(pt-BR\) messages\.yaml#\/loan_unknown\n/);
    assert.match(output, /gone \(pt-BR\) messages\.yaml#\/loan_not_found\n/);
    assert.doesNotMatch(await copy.read('library/i18n.lock.json'), /loan_not_found/);
  });

  test('refuses a lock file that it cannot read, rather than accepting all', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.write('library/i18n.lock.json', '{ "pt-BR": {\n<<<<<<< ours\n');

    const { code, output } = await copy.run('accept');

    assert.match(output, /i18n\.lock\.json is not a lock file/);
    assert.equal(code, 1);
    assert.match(await copy.read('library/i18n.lock.json'), /<<<<<<< ours/);
  });
});
