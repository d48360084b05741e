import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ContractCopy } from './contract-copy.ts';

const schema: object = JSON.parse(readFileSync(new URL('../contract.schema.json', import.meta.url), 'utf8'));
const isValid = new Ajv2020().compile(schema);

const right = 'contract: library/openapi.yaml\nwritten: en\nlanguages: { pt-BR: complete }\n';

const mistakes: [string, string, string][] = [
  ['a key that does not exist', `${right}outt: generated\n`, '4:1: "outt" is not a key of contract.yaml; the keys are'],
  ['no contract', 'written: en\n', '1:1: The key "contract" is missing'],
  ['a contract that is not there', 'contract: shop.yaml\n', '1:11: There is no contract at shop.yaml.'],
  [
    'a state that does not exist',
    right.replace('complete', 'done'),
    '3:14: pt-BR must be "complete" or "draft", not "done".',
  ],
  ['a language that is none', right.replace('pt-BR', 'pt_BR'), '3:14: "pt_BR" is not a language tag'],
  [
    'the written language again',
    right.replace('pt-BR', 'en'),
    '3:14: en is the language that the contract is written in.',
  ],
  [
    'versions that do not exist',
    `${right}breaking: { versions: calver }\n`,
    '4:23: versions must be semver, dates or any',
  ],
  ['rules that are not there', `${right}rules: strict\n`, '4:8: rules must be "recommended" or a linter configuration'],
  ['what is no YAML', 'contract: [', '1:12: This is not valid YAML'],
];
/** What a schema cannot know. */
const beyondSchema = /not there|is none|written language again|no YAML/;

describe.concurrent('a mistake in contract.yaml is one sentence with file and line', () => {
  test.for(mistakes)('%s', async ([name, text, sentence], t) => {
    const copy = await ContractCopy.make(t);
    await copy.write('contract.yaml', text);
    const { code, output } = await copy.runPlain('generate');
    expect(output).toMatch(/^contract\.yaml:\d+:\d+: .+\n$/);
    expect(output).toContain(`contract.yaml:${sentence}`);
    expect(code).toBe(1);
    if (!beyondSchema.test(name)) expect(isValid(parse(text))).toBe(false);
  });

  test('the schema takes what the command takes', async () => {
    expect(
      isValid(parse(`${right}out: generated\nbreaking: { versions: dates, allow: a.yaml }\nrules: r.yaml\n`)),
    ).toBe(true);
  });
});

describe.concurrent('a draft', () => {
  test('has gaps, which fall back to the written language, are counted, and fail nothing', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.write('contract.yaml', right);
    expect(await copy.runPlain('add-language', 'es')).toMatchObject({ code: 0 });
    const { code, output } = await copy.runPlain('check');
    expect(output).toMatch(/^✓ contract: 0 errors/m);
    expect(output).toMatch(/^✓ messages: /m);
    expect(code).toBe(0);

    const bundle: unknown = parse(await copy.read('generated/openapi.es.yaml'));
    expect(bundle).toMatchObject({ info: parse(await copy.read('generated/openapi.en.yaml')).info });
    const { output: table } = await copy.runPlain('status');
    expect(table).toMatch(/^es +draft +(\d+) +\d+ +0 \(0 %\) +0 +\1 +0$/m);
    expect(table).toMatch(/^pt-BR +complete +(\d+) +\d+ +\1 \(100 %\) +0 +0 +\d+$/m);
  });

  test('the same gaps in a complete language fail the check and the status, with file and line in every format', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.write('contract.yaml', right);
    await copy.runPlain('add-language', 'es', '--complete');
    const place = await copy.lineOf('paths/book.yaml', 'Get a Book');
    const [file, line] = place.split(':');

    expect((await copy.runPlain('check')).output).toMatch(
      new RegExp(`^  ${place}:\\d+ error: The summary has no es`, 'm'),
    );
    const github = await copy.runPlain('status', '--format', 'github');
    expect(github.output).toContain(`::error file=${file},line=${line},`);
    expect(github.code).toBe(1);
    const junit = await copy.runPlain('status', '--format', 'junit');
    expect(junit.output).toContain(`file="${file}" line="${line}"`);
    const sarif: unknown = JSON.parse((await copy.runPlain('check', '--format', 'sarif')).output);
    expect(JSON.stringify(sarif)).toContain(`{"uri":"${file}"},"region":{"startLine":${line},`);
    const json: unknown = JSON.parse((await copy.runPlain('status', '--format', 'json')).output);
    expect(json).toMatchObject({
      written: 'en',
      languages: [
        { language: 'es', done: 0 },
        { language: 'pt-BR', missing: 0 },
      ],
    });
  });
});
