import { assert, describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

/** Each is an entry of its own, named for what is wrong with it, added to the messages of the library. */
const faults = [
  {
    key: 'without_portuguese',
    entry: 'en: Only in English.',
    says: 'The message "without_portuguese" has no sentence in pt-BR. (contract/message-missing)',
  },
  {
    key: 'without_english',
    entry: 'pt-BR: Só em português.',
    says: 'The message "without_english" has no sentence in en. (contract/message-missing)',
  },
  {
    key: 'blank',
    entry: "{ en: Something., pt-BR: ' ' }",
    says: 'The message "blank" has no sentence in pt-BR. (contract/message-missing)',
  },
  {
    key: 'another_language',
    entry: '{ en: Hello., pt-BR: Olá., es: Hola. }',
    says: '"es" is none of the contract\'s languages (en, pt-BR). (contract/message-form)',
  },
  {
    key: 'WrongCase',
    entry: '{ en: A., pt-BR: B. }',
    says: 'The key "WrongCase" must be lower_snake_case. (contract/message-form)',
  },
  {
    key: 'does_not_parse',
    entry: "{ en: 'Up to {limit.', pt-BR: Até o limite. }",
    says: 'The en sentence of "does_not_parse" is not valid ICU MessageFormat: malformed argument. (contract/message-syntax)',
  },
  {
    key: 'has_a_tag',
    entry: "{ en: 'A <b>bold</b> word.', pt-BR: Uma palavra em negrito. }",
    says: 'The en sentence of "has_a_tag" has the tag <b>; sentences are plain text (write \'<\' for the sign). (contract/message-syntax)',
  },
  {
    key: 'two_types',
    entry: "{ en: '{limit, number} or {limit}', pt-BR: '{limit, number}' }",
    says: 'The en sentence of "two_types" uses {limit} both as number and as string. (contract/message-syntax)',
  },
  {
    key: 'foreign_plural',
    entry: "{ en: '{n, plural, one {#} other {#}}', pt-BR: '{n, plural, one {#} few {#} other {#}}' }",
    says: 'The pt-BR sentence of "foreign_plural" has the plural "few" for {n}, which pt-BR does not have (one, many, other). (contract/message-syntax)',
  },
  {
    key: 'lacks_a_placeholder',
    entry: "{ en: 'Up to {limit, number}.', pt-BR: Até o limite. }",
    says: 'The pt-BR sentence of "lacks_a_placeholder" lacks the placeholder {limit}. (contract/message-placeholders)',
  },
  {
    key: 'lacks_one_within_a_plural',
    entry: "{ en: '{n, plural, one {# of {name}} other {#}}', pt-BR: '{n, plural, one {#} other {#}}' }",
    says: 'The pt-BR sentence of "lacks_one_within_a_plural" lacks the placeholder {name}. (contract/message-placeholders)',
  },
  {
    key: 'has_another_placeholder',
    entry: "{ en: 'Up to {limit}.', pt-BR: 'Até {limit} de {total}.' }",
    says: 'The pt-BR sentence of "has_another_placeholder" has the placeholder {total}, which the en one lacks. (contract/message-placeholders)',
  },
  {
    key: 'another_type',
    entry: "{ en: 'Up to {limit, number}.', pt-BR: 'Até {limit}.' }",
    says: 'The pt-BR sentence of "another_type" uses {limit} as string, the en one as number. (contract/message-placeholders)',
  },
  {
    key: 'other_cases',
    entry: "{ en: '{who, select, she {A} other {B}}', pt-BR: '{who, select, ela {A} other {B}}' }",
    says: 'The pt-BR sentence of "other_cases" tells apart other cases of {who} (ela, other instead of other, she). (contract/message-placeholders)',
  },
];

describe.concurrent('messages', () => {
  test('what is wrong with them fails the check and the generator, with file and line', async (t) => {
    const copy = await ContractCopy.make(t);
    const messages = await copy.read('library/messages.yaml');
    const wrong = faults.map(({ key, entry }) => `${key}:\n  ${entry}\n`).join('');
    await copy.write('library/messages.yaml', messages + wrong);

    const check = await copy.run('check');
    const generate = await copy.run('generate');

    expect(check.output).toMatch(new RegExp(`^✗ messages: ${faults.length} errors$`, 'm'));
    expect(check.code).toBe(1);
    expect(generate.output).toMatch(/^The messages cannot be used\.$/m);
    expect(generate.code).toBe(1);
    for (const { key, entry, says } of faults) {
      const place = await copy.lineOf('messages.yaml', entry);
      for (const { output } of [check, generate]) {
        const line = output
          .split('\n')
          .find((said) => said.startsWith(`  ${place}:`) && said.endsWith(` error: ${says}`));
        assert(line, `${key}: no line has "${place}" and "${says}" in:\n${output}`);
      }
    }
  });

  test('a file that is no map of sentences', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.write('library/messages.yaml', '- Book not found.\n');

    const { code, output } = await copy.run('check');

    expect(output).toMatch(/library\/messages\.yaml:1:1 error: The messages file must be a map of keys to sentences\./);
    expect(code).toBe(1);
  });

  test('a contract without messages is fine', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.remove('library/messages.yaml');
    const { code } = await copy.run('generate');
    expect(code).toBe(0);

    const check = await copy.run('check');

    expect(check.output).toMatch(/^✓ messages: 0 messages$/m);
    expect(check.code).toBe(0);
  });
});
