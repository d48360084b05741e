import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createConfig, lint } from '@redocly/openapi-core';
import { parse } from 'yaml';
import { ContractCopy } from './contract-copy.ts';

const names = [
  'messages.ts',
  'openapi.en.json',
  'openapi.en.yaml',
  'openapi.pt-BR.json',
  'openapi.pt-BR.yaml',
  'operations.ts',
  'overlay.pt-BR.yaml',
  'types.ts',
];

/** One that tests only read. */
const shared = ContractCopy.generated({ after });

describe('generate', { concurrency: 2 }, () => {
  test('writes the same bytes every time, wherever the contract is', async (t) => {
    const [one, other] = [await shared, await ContractCopy.generated(t)];

    assert.deepEqual((await readdir(join(one.folder, 'generated'))).sort(), names);
    for (const name of names) {
      assert.equal(await one.read(`generated/${name}`), await other.read(`generated/${name}`), name);
    }
  });

  test('leaves files alone that are right already', async (t) => {
    const copy = await ContractCopy.generated(t);
    const times = () =>
      Promise.all(names.map(async (name) => (await stat(join(copy.folder, 'generated', name))).mtimeMs));
    const before = await times();

    const { output } = await copy.run('generate');

    assert.equal(output, 'generated: 8 files, 0 changed\n');
    assert.deepEqual(await times(), before);
  });

  test('writes where it is told', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.run('generate', '--out', 'build/api');

    assert.deepEqual((await readdir(join(copy.folder, 'build/api'))).sort(), names);
  });

  test('a text that is cut out of both languages changes nothing else', async (t) => {
    const copy = await ContractCopy.generated(t);
    const before = await copy.read('generated/openapi.en.yaml');
    await copy.edit('parameters/PerPage.yaml', ', from 1 to 50.', '.');
    await copy.run('generate');

    const after = await copy.read('generated/openapi.en.yaml');

    assert.equal(after, before.replace('How many at a time, from 1 to 50.', 'How many at a time.'));
  });
});

describe('the bundles', { concurrency: 2 }, () => {
  for (const language of ['en', 'pt-BR']) {
    test(`${language}: standard OpenAPI in one file, the same in YAML and JSON`, async () => {
      const copy = await shared;
      const yaml = await copy.read(`generated/openapi.${language}.yaml`);
      const json = await copy.read(`generated/openapi.${language}.json`);

      assert.deepEqual(parse(yaml), JSON.parse(json));
      assert.doesNotMatch(yaml, /x-i18n/);
      assert.deepEqual([...new Set([...yaml.matchAll(/\$ref: "?([^/"]*)/g)].map(([, start]) => start))], ['#']);
      const config = await createConfig({ extends: ['spec'] });
      const problems = await lint({ ref: join(copy.folder, `generated/openapi.${language}.yaml`), config });
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
      );
    });
  }

  test('components are named for their files, in alphabetical order', async () => {
    const { components } = parse(await (await shared).read('generated/openapi.en.yaml'));

    assert.deepEqual(Object.keys(components.schemas), ['Book', 'Failure', 'Isbn', 'Loan', 'NewLoan']);
    assert.deepEqual(Object.keys(components.parameters), ['AcceptLanguage', 'Isbn', 'PerPage']);
    assert.deepEqual(Object.keys(components.securitySchemes), ['libraryToken']);
  });

  test('each says everything in its language, and names for programs are the same in both', async () => {
    const copy = await shared;
    const en = parse(await copy.read('generated/openapi.en.yaml'));
    const pt = parse(await copy.read('generated/openapi.pt-BR.yaml'));

    assert.equal(en.info.title, 'Neighborhood Library');
    assert.equal(pt.info.title, 'Biblioteca do Bairro');
    assert.equal(pt.tags[1]['x-displayName'], 'Empréstimos');
    assert.equal(pt.tags[1].name, 'loans');
    assert.equal(pt.paths['/loans'].post.summary, 'Emprestar um Livro');
    assert.equal(pt.paths['/loans'].post.operationId, 'createLoan');
    assert.equal(pt.webhooks.loan_overdue.post.summary, 'Empréstimo Atrasado');
    assert.equal(pt.components.securitySchemes.libraryToken.description, 'Um token da biblioteca, `lib_…`.');
  });

  test('text beside a $ref is there in both, beside the $ref', async () => {
    const copy = await shared;
    const isbn = async (language: string) =>
      parse(await copy.read(`generated/openapi.${language}.yaml`)).components.schemas.NewLoan.properties.isbn;

    assert.deepEqual(await isbn('en'), { $ref: '#/components/schemas/Isbn', description: 'The book that is lent.' });
    assert.deepEqual(await isbn('pt-BR'), { $ref: '#/components/schemas/Isbn', description: 'O livro emprestado.' });
  });

  test("an example's translation replaces the sentences it gives and leaves the rest", async () => {
    const copy = await shared;
    const value = async (language: string) =>
      parse(await copy.read(`generated/openapi.${language}.yaml`)).components.responses.ValidationFailed.content[
        'application/json'
      ].examples.validation_failed.value;

    const en = await value('en');
    assert.equal(en.message, 'The given data was invalid.');
    assert.deepEqual(await value('pt-BR'), {
      ...en,
      message: 'Os dados enviados são inválidos.',
      errors: { isbn: ['Deve ter 13 dígitos.'] },
    });
  });

  test('a time stays a text for readers of YAML 1.1 too', async () => {
    const yaml = await (await shared).read('generated/openapi.en.yaml');

    assert.match(yaml, /added_at: "2024-01-15T11:30:00Z"/);
    assert.equal(
      parse(yaml, { version: '1.1' }).components.schemas.Loan.properties.due_at.examples[0],
      '2024-01-29T11:30:00Z',
    );
  });
});
