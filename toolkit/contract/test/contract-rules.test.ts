import { assert, describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';
import { assertCheckSays, type Fault } from './faults.ts';

const unauthenticated = "    '401': { $ref: ../responses/Unauthenticated.yaml }\n";

const faults: Fault[] = [
  {
    name: 'a secured operation that does not document 401',
    file: 'paths/books.yaml',
    old: unauthenticated,
    replacement: '',
    at: 'responses:',
    says: 'The operation documents no 401 response, which every operation that needs credentials can give. (contract/required-responses)',
  },
  {
    name: 'an operation with a body that does not document 413',
    file: 'paths/loans.yaml',
    old: "    '413': { $ref: ../responses/PayloadTooLarge.yaml }\n",
    replacement: '',
    at: 'responses:',
    says: 'The operation documents no 413 response, which every operation with a request body can give. (contract/required-responses)',
  },
  {
    name: "an operation with its path's parameters that does not document 422",
    file: 'paths/book.yaml',
    old: "    '422': { $ref: ../responses/ValidationFailed.yaml }\n",
    replacement: '',
    at: 'responses:',
    says: 'The operation documents no 422 response, which every operation with parameters can give. (contract/required-responses)',
  },
  {
    name: 'an open operation that does not document 503',
    file: 'paths/health.yaml',
    old: "    '503': { $ref: ../responses/ServiceUnavailable.yaml }\n",
    replacement: '',
    at: 'responses:',
    says: 'The operation documents no 503 response, which every operation can give. (contract/required-responses)',
  },
  {
    name: 'an operation with a tag that is not declared',
    file: 'paths/loan.yaml',
    old: 'tags: [loans]',
    replacement: 'tags: [returns]',
    at: 'returns',
    says: 'The tag "returns" is not declared in the entry file\'s `tags`. (contract/operation-tags)',
  },
  {
    name: 'a webhook without a tag',
    file: 'webhooks/loan_overdue.yaml',
    old: '  tags: [loans]\n',
    replacement: '',
    at: 'post:',
    says: 'The operation has no tag. (contract/operation-tags)',
  },
  {
    name: 'a path that is written in the entry file',
    file: 'openapi.yaml',
    old: '  /health:\n    $ref: paths/health.yaml\n',
    replacement: '  /health:\n    $ref: paths/health.yaml\n  /open:\n    summary: Open\n',
    at: '/open:',
    says: '"/open" must be a $ref to a file and nothing else: the entry file holds references only. (contract/entry-references-only)',
  },
  {
    name: 'a component that is written in the entry file',
    file: 'openapi.yaml',
    old: 'components:\n',
    replacement: 'components:\n  schemas:\n    Inline:\n      type: string\n',
    at: 'Inline:',
    says: '"Inline" must be a $ref to a file and nothing else: the entry file holds references only. (contract/entry-references-only)',
  },
];

const forPeople: Fault[] = [
  {
    name: 'a tag that people see by the name for programs',
    file: 'tags.yaml',
    old: '  x-displayName: Books\n',
    replacement: '',
    at: 'name: books',
    says: 'The tag "books" has no name for people, which can be translated: x-displayName. (contract/tag-shown-name)',
  },
  {
    name: 'a translation that is the original',
    file: 'tags.yaml',
    old: 'O que está nas estantes.',
    replacement: 'What stands on the shelves.',
    at: '      description: What stands on the shelves.',
    says: 'The pt-BR description is the same as the original. If that is right, `identical` in contract.yaml lists it. (contract/translation-identical)',
  },
];

const unfinished = [
  { name: 'operationId', old: '  operationId: listBooks\n', rule: 'operation-operationId' },
  { name: 'summary', old: '  summary: List Books\n', rule: 'operation-summary' },
  {
    name: 'description',
    old: '  description: Gives the books of the library, `per_page` at a time.\n',
    rule: 'operation-description',
  },
];

describe.concurrent('check fails on a contract that breaks a rule, with file and line', () => {
  test('rules of this repository', (t) => assertCheckSays(t, [...faults, ...forPeople]));

  test('but does not ask a webhook for our errors: others answer it', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('paths/books.yaml', unauthenticated, '');

    const { output } = await copy.run('check');

    expect(output).toMatch(/paths\/books\.yaml.*required-responses/);
    expect(output).not.toMatch(/webhooks\/loan_overdue\.yaml/);
  });

  test('an operation that is not finished', async (t) => {
    const copy = await ContractCopy.make(t);
    for (const { old } of unfinished) await copy.edit('paths/books.yaml', old, '');

    const { code, output } = await copy.run('check');

    expect(code).toBe(1);
    for (const { name, rule } of unfinished) {
      expect(output, name).toMatch(new RegExp(`library/paths/books\\.yaml:\\d+:\\d+ error: .*\\(${rule}\\)`));
    }
  });

  test('a reference that leads nowhere, which the generator says too', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('paths/loan.yaml', '../responses/NotFound.yaml', '../responses/Missing.yaml');

    const check = await copy.run('check');
    const generate = await copy.run('generate');

    const place = await copy.lineOf('paths/loan.yaml', 'Missing.yaml');
    assert(check.output.includes(`${place}:`), check.output);
    assert(generate.output.includes(`${place}:`), generate.output);
    expect(check.output).toMatch(/^✗ generated files: could not be checked$/m);
    expect(check.output).toMatch(/^✗ messages: could not be checked$/m);
    expect([check.code, generate.code]).toStrictEqual([1, 1]);
  });

  test('a file that is not YAML', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('schemas/Loan.yaml', 'type: object\n', 'type: [object\n');

    const { code, output } = await copy.run('generate');

    expect(output).toMatch(/library\/schemas\/Loan\.yaml:\d+:\d+ error: /);
    expect(code).toBe(1);
  });
});
