import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const shared = ContractCopy.generated({ onTestFinished: afterAll });

describe.concurrent('the generated code', () => {
  test('operations.ts has each operation, its credentials and its body, and the webhooks in each language', async () => {
    const copy = await shared;
    const { operations, webhooks, languages } = await import(
      pathToFileURL(join(copy.folder, 'generated/operations.ts')).href
    );

    expect(languages).toStrictEqual(['en', 'pt-BR']);
    expect(operations).toStrictEqual({
      listBooks: { method: 'get', path: '/books', secured: true, requestBody: false },
      getBook: { method: 'get', path: '/books/{isbn}', secured: true, requestBody: false },
      createLoan: { method: 'post', path: '/loans', secured: true, requestBody: true },
      returnBook: { method: 'delete', path: '/loans/{loan_id}', secured: true, requestBody: false },
      getHealth: { method: 'get', path: '/health', secured: false, requestBody: false },
    });
    expect(webhooks).toStrictEqual({
      loan_overdue: { summary: { en: 'Loan Overdue', 'pt-BR': 'Empréstimo Atrasado' } },
    });
  });

  test('messages.ts has every sentence as it was written, whatever is in it', async (t) => {
    const copy = await ContractCopy.make(t);
    const odd = "Say \"yes\" or ''no'': `$1` \\n */ // \u2028 é 🚚";
    const texts = { en: `${odd} en`, 'pt-BR': `${odd} pt` };
    await copy.write('library/messages.yaml', JSON.stringify({ odd: texts }));
    const { code, output } = await copy.run('generate');
    expect(code, output).toBe(0);

    const { messages } = await import(pathToFileURL(join(copy.folder, 'generated/messages.ts')).href);

    expect(messages).toStrictEqual({ en: { odd: texts.en }, 'pt-BR': { odd: texts['pt-BR'] } });
  });

  test('the types are those of the contract: right code compiles, wrong code does not', async () => {
    const copy = await shared;
    const use = (line: string) => `
      import type { MessageParameters, MessageKey } from './generated/messages.ts';
      import type { Language, OperationId, WebhookName } from './generated/operations.ts';
      import type { components, operations } from './generated/types.ts';
      ${line}
    `;
    const right = [
      `export const a: MessageParameters['loan_limit_reached'] = { member: 'Ana', count: 3, limit: 3 };`,
      `export const b: MessageParameters['book_on_loan'] = { title: 'x', gender: 'female', due: new Date() };`,
      `export const c: MessageParameters['book_not_found'] = {};`,
      `export const d: [Language, OperationId, WebhookName, MessageKey] = ['pt-BR', 'createLoan', 'loan_overdue', 'book_lent'];`,
      `export const e: components['schemas']['NewLoan'] = { isbn: '9788535914849', member: 'Ana' };`,
      `export const f: operations['createLoan']['responses'][413]['content']['application/json']['success'] = false;`,
    ];
    const wrong = [
      `export const a: MessageParameters['loan_limit_reached'] = { member: 'Ana', count: '3', limit: 3 };`,
      `export const b: MessageParameters['loan_limit_reached'] = { member: 'Ana', count: 3 };`,
      `export const c: MessageParameters['book_not_found'] = { book: 'x' };`,
      `export const d: Language = 'es';`,
      `export const e: OperationId = 'loanOverdue';`,
      `export const f: components['schemas']['NewLoan'] = { isbn: '9788535914849' };`,
    ];
    for (const [index, line] of right.entries()) await copy.write(`right${index}.ts`, use(line));
    for (const [index, line] of wrong.entries()) await copy.write(`wrong${index}.ts`, use(line));

    const errors = await compile(
      copy.folder,
      ['right', 'wrong'].flatMap((kind) => right.map((_, index) => `${kind}${index}.ts`)),
    );

    const blamed = [...new Set([...errors.matchAll(/^(\w+\.ts)\(/gm)].map(([, file]) => file))].sort();
    expect(blamed, errors).toStrictEqual(wrong.map((_, index) => `wrong${index}.ts`));
  });
});

/** What the TypeScript compiler says of the files. */
async function compile(folder: string, files: string[]): Promise<string> {
  const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
  const options = [
    '--noEmit',
    '--strict',
    '--allowImportingTsExtensions',
    '--module',
    'nodenext',
    '--target',
    'es2024',
  ];
  try {
    await promisify(execFile)(process.execPath, [tsc, ...options, ...files], { cwd: folder });
    return '';
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error)) throw error;
    return String(error.stdout);
  }
}
