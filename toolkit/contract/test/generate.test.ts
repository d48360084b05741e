import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { afterAll, describe, expect, test } from 'vitest';
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
const shared = ContractCopy.generated({ onTestFinished: afterAll });

describe.concurrent('generate', () => {
  test('writes the same bytes every time, wherever the contract is', async (t) => {
    const [one, other] = [await shared, await ContractCopy.generated(t)];

    expect((await readdir(join(one.folder, 'generated'))).sort()).toStrictEqual(names);
    for (const name of names) {
      expect(await one.read(`generated/${name}`), name).toBe(await other.read(`generated/${name}`));
    }
  });

  test('leaves files alone that are right already', async (t) => {
    const copy = await ContractCopy.generated(t);
    const times = () =>
      Promise.all(names.map(async (name) => (await stat(join(copy.folder, 'generated', name))).mtimeMs));
    const before = await times();

    const { output } = await copy.run('generate');

    expect(output).toBe('generated: 8 files, 0 changed\n');
    expect(await times()).toStrictEqual(before);
  });

  test('writes where it is told', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.run('generate', '--out', 'build/api');

    expect((await readdir(join(copy.folder, 'build/api'))).sort()).toStrictEqual(names);
  });

  test('a text that is cut out of both languages changes nothing else', async (t) => {
    const copy = await ContractCopy.generated(t);
    const before = await copy.read('generated/openapi.en.yaml');
    await copy.edit('parameters/PerPage.yaml', ', from 1 to 50.', '.');
    await copy.run('generate');

    const after = await copy.read('generated/openapi.en.yaml');

    expect(after).toBe(before.replace('How many at a time, from 1 to 50.', 'How many at a time.'));
  });
});

describe.concurrent('the bundles', () => {
  for (const language of ['en', 'pt-BR']) {
    test(`${language}: standard OpenAPI in one file, the same in YAML and JSON`, async () => {
      const copy = await shared;
      const yaml = await copy.read(`generated/openapi.${language}.yaml`);
      const json = await copy.read(`generated/openapi.${language}.json`);

      expect(parse(yaml)).toStrictEqual(JSON.parse(json));
      expect(yaml).not.toMatch(/x-i18n/);
      expect([...new Set([...yaml.matchAll(/\$ref: "?([^/"]*)/g)].map(([, start]) => start))]).toStrictEqual(['#']);
      const config = await createConfig({ extends: ['spec'] });
      const problems = await lint({ ref: join(copy.folder, `generated/openapi.${language}.yaml`), config });
      expect(problems.map(({ message }) => message)).toStrictEqual([]);
    });
  }

  test('components are named for their files, in alphabetical order', async () => {
    const { components } = parse(await (await shared).read('generated/openapi.en.yaml'));

    expect(Object.keys(components.schemas)).toStrictEqual(['Book', 'Failure', 'Isbn', 'Loan', 'NewLoan']);
    expect(Object.keys(components.parameters)).toStrictEqual(['AcceptLanguage', 'Isbn', 'PerPage']);
    expect(Object.keys(components.securitySchemes)).toStrictEqual(['libraryToken']);
  });

  test('each says everything in its language, and names for programs are the same in both', async () => {
    const copy = await shared;
    const en = parse(await copy.read('generated/openapi.en.yaml'));
    const pt = parse(await copy.read('generated/openapi.pt-BR.yaml'));

    expect(en.info.title).toBe('Neighborhood Library');
    expect(pt.info.title).toBe('Biblioteca do Bairro');
    expect(pt.tags[1]['x-displayName']).toBe('Empréstimos');
    expect(pt.tags[1].name).toBe('loans');
    expect(pt.paths['/loans'].post.summary).toBe('Emprestar um Livro');
    expect(pt.paths['/loans'].post.operationId).toBe('createLoan');
    expect(pt.webhooks.loan_overdue.post.summary).toBe('Empréstimo Atrasado');
    expect(pt.components.securitySchemes.libraryToken.description).toBe('Um token da biblioteca, `lib_…`.');
  });

  test('text beside a $ref is there in both, beside the $ref', async () => {
    const copy = await shared;
    const isbn = async (language: string) =>
      parse(await copy.read(`generated/openapi.${language}.yaml`)).components.schemas.NewLoan.properties.isbn;

    expect(await isbn('en')).toStrictEqual({
      $ref: '#/components/schemas/Isbn',
      description: 'The book that is lent.',
    });
    expect(await isbn('pt-BR')).toStrictEqual({
      $ref: '#/components/schemas/Isbn',
      description: 'O livro emprestado.',
    });
  });

  test("an example's translation replaces the sentences it gives and leaves the rest", async () => {
    const copy = await shared;
    const value = async (language: string) =>
      parse(await copy.read(`generated/openapi.${language}.yaml`)).components.responses.ValidationFailed.content[
        'application/json'
      ].examples.validation_failed.value;

    const en = await value('en');
    expect(en.message).toBe('The given data was invalid.');
    expect(await value('pt-BR')).toStrictEqual({
      ...en,
      message: 'Os dados enviados são inválidos.',
      errors: { isbn: ['Deve ter 13 dígitos.'] },
    });
  });

  test('a time stays a text for readers of YAML 1.1 too', async () => {
    const yaml = await (await shared).read('generated/openapi.en.yaml');

    expect(yaml).toMatch(/added_at: "2024-01-15T11:30:00Z"/);
    expect(parse(yaml, { version: '1.1' }).components.schemas.Loan.properties.due_at.examples[0]).toBe(
      '2024-01-29T11:30:00Z',
    );
  });
});
