import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { assert, describe, expect, type TestContext, test } from 'vitest';
import { readOptions, UsageError } from '../../toolkit/contract/mock/options.ts';
import { apiAt, type Schemas } from '../support/api.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const LIBRARY = file('toolkit/fixtures/library/openapi.yaml');

/** `reentrega mock`, as it is typed. Gives what it has printed once it runs. */
async function startCommand(
  t: TestContext,
  args: string[],
): Promise<{ child: ChildProcess; printed: string; url: string }> {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  const child = spawn(process.execPath, [file('server/main.ts'), 'mock', '--port', '0', ...args], { env });
  t.onTestFinished(() => void child.kill());
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  await eventually(() => (/curl .*\n/.test(printed) ? true : undefined), 'the mock to say that it runs');
  return { child, printed, url: /http:\/\/[\d.:]+/.exec(printed)?.[0] ?? '' };
}

describe('reentrega mock', () => {
  test('prints what one needs, without colors where none are wanted, and ends when it is told to', async (t) => {
    const { child, printed, url } = await startCommand(t, []);
    expect(printed).toMatch(/018cf299-9280-7c3a-9f51-2b7d6e4a1c08/);
    expect(printed).toMatch(/00000000-0000-4000-8000-000000000503 {2}503 SERVICE_UNAVAILABLE/);
    assert(!printed.includes('\u001b'));
    const [, token = '', address = ''] = /curl -i -H 'Authorization: Bearer (\w+)' .*'(http.*)'/.exec(printed) ?? [];
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toStrictEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('takes any other contract, with its languages, its examples and its errors', async (t) => {
    const { printed, url } = await startCommand(t, ['--contract', LIBRARY]);
    expect(printed).toMatch(/Neighborhood Library/);
    const api = apiAt(url, 'lib_card');
    const headers = { 'accept-language': 'pt' };
    const listed = await api.call<{ data: { title: string }[] }>('GET', '//books');
    expect(listed.body.data[0]?.title).toBe('Dom Casmurro');
    const loan = { isbn: '9788535914849', member: 'Ana' };
    const lent = await api.call<{ message: string }>('POST', '//loans', { body: loan, headers });
    expect([lent.status, lent.body.message]).toStrictEqual([201, 'Livro emprestado por 14 dias.']);
    assertInvalid(await api.call('GET', '//books?per_page=51'), 'per_page', 'Must be 50 or less.');
    assertInvalid(
      await api.call('POST', '//loans', { body: { isbn: loan.isbn } }),
      'member',
      'This field is required.',
    );
    assertError(await apiAt(url, null).call<Schemas['Error']>('GET', '//books', { headers }), {
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'Faltam as credenciais.',
      language: 'pt-BR',
    });
    const missing = await api.call<{ code: string; message: string }>('GET', '//books/9788535914849', {
      headers: { ...headers, prefer: 'code=404' },
    });
    expect([missing.body.code, missing.body.message]).toStrictEqual(['BOOK_NOT_FOUND', 'Livro não encontrado.']);
    const returned = await api.call('DELETE', '//loans/018d0d3f-6a5c-7f00-8000-000000000001');
    expect([returned.status, returned.body]).toStrictEqual([204, '']);
  });

  test('says what is wrong with what it is told, and ends', async () => {
    for (const [args, why, code] of [
      [['--port', 'x'], /--port must be a whole number/, 2],
      [['--colour'], /Unknown option '--colour'/, 2],
      [['--contract', 'nowhere.yaml'], /nowhere\.yaml/, 1],
    ] as const) {
      const child = spawn(process.execPath, [file('server/main.ts'), 'mock', ...args], {
        env: { PATH: process.env['PATH'] },
      });
      const [errors, [exit]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
      expect(errors).toMatch(why);
      expect(exit, args.join(' ')).toBe(code);
      expect(errors, 'no stack trace').not.toMatch(/^\s+at /m);
    }
  });
});

describe('options', () => {
  test('come from the command line, else from the environment', () => {
    const options = readOptions(['--delay', '200-800'], { MOCK_DELAY: '5', MOCK_FAILURE_RATE: '0.2', MOCK_PORT: '' });
    if (options === 'help') return expect.unreachable();
    expect(options.delay).toStrictEqual({ least: 200, most: 800 });
    expect([options.failureRate, options.port, options.stateful]).toStrictEqual([0.2, 4010, false]);
    expect(readOptions(['--help'], {})).toBe('help');
  });

  test('that make no sense are refused', () => {
    for (const args of [
      ['--delay', '-1'],
      ['--delay', '61000'],
      ['--failure-rate', '2'],
      ['--failure-rate', 'often'],
      ['--seed', '1.5'],
      ['--port', '70000'],
      ['--stateful', '--contract', LIBRARY],
      ['--stateful', '--dynamic'],
    ]) {
      expect(() => readOptions(args, {}), args.join(' ')).toThrow(UsageError);
    }
  });
});
