import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { startTestMock } from './mock.ts';

const FILES = ['operations', 'deliveries'].map((name) => `client/test/${name}.test.ts`);
const NEEDS_DELIVERIES =
  'deliveries of the service verify, with us and with standardwebhooks, during a rotation with either secret';
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What we read of a report of vitest's `json` reporter. */
interface Report {
  success: boolean;
  testResults: { assertionResults: { title: string; status: string }[] }[];
}

// Another vitest starts, and its tests run.
vi.setConfig({ testTimeout: 120_000 });

/** Runs the client's own tests that need a service, unchanged. Gives their titles by how they ended, and what vitest printed. */
async function runClientSuite(t: TestContext, stateful: boolean) {
  const mock = await startTestMock({ stateful });
  t.onTestFinished(() => mock.close());
  const folder = await mkdtemp(join(tmpdir(), 'reentrega-client-suite-'));
  t.onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  // One worker for both files: what they share is loaded once.
  const how = ['--project', 'service', '--maxWorkers', '1'];
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${file}`];
  const run = promisify(execFile)(process.execPath, [vitest, 'run', ...how, ...reporters, ...FILES], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', REENTREGA_TEST_URL: mock.url, REENTREGA_TEST_TOKEN: mock.token },
  });
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: Error & { stdout?: string }) => `${error.stdout}\n${error.message}`,
  );
  const report: Report = JSON.parse(await readFile(file, 'utf8').catch(() => expect.unreachable(output)));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const titles = (status: string) => tests.filter((test) => test.status === status).map(({ title }) => title);
  expect(report.success, output).toBe(true);
  return { count: tests.length, passed: titles('passed'), skipped: titles('skipped'), output };
}

describe("the client's tests run unchanged against the mock", () => {
  test('static: what is never delivered is skipped, and says so', async (t) => {
    const { count, passed, skipped, output } = await runClientSuite(t, false);
    expect([count, passed.length, skipped], output).toStrictEqual([6, 5, [NEEDS_DELIVERIES]]);
    expect(output).toMatch(/ \[the service at REENTREGA_TEST_URL delivers nothing\]$/m);
  });

  test('stateful: all of them', async (t) => {
    const { count, passed, output } = await runClientSuite(t, true);
    expect([count, passed.length], output).toStrictEqual([6, 6]);
  });
});
