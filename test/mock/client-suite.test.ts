import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startTestMock } from './mock.ts';

const FILES = ['operations', 'deliveries'].map((name) => `client/test/${name}.test.ts`);

/** The client's own tests that need a service, unchanged. Gives how many passed, failed and were skipped. */
async function runClientSuite(url: string, token: string) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const run = promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', ...FILES], {
    env: { ...env, REENTREGA_TEST_URL: url, REENTREGA_TEST_TOKEN: token },
  });
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: Error & { stdout?: string }) => error.stdout ?? error.message,
  );
  const count = (what: string) => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(output)?.[1]);
  return { pass: count('pass'), fail: count('fail'), skipped: count('skipped'), output };
}

describe("the client's tests run unchanged against the mock", () => {
  test('static: what is never delivered is skipped, and says so', async (t) => {
    const mock = await startTestMock();
    t.onTestFinished(() => mock.close());
    const { output, ...counts } = await runClientSuite(mock.url, mock.token);
    expect(counts, output).toStrictEqual({ pass: 5, fail: 0, skipped: 1 });
    expect(output).toMatch(/# SKIP .*delivers nothing/);
  });

  test('stateful: all of them', async (t) => {
    const mock = await startTestMock({ stateful: true });
    t.onTestFinished(() => mock.close());
    const { output, ...counts } = await runClientSuite(mock.url, mock.token);
    expect(counts, output).toStrictEqual({ pass: 6, fail: 0, skipped: 0 });
  });
});
