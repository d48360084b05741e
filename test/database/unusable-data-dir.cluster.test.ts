import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { mayMount, mountMemory, remount, unmount } from '../support/mount.ts';
import { startProcess, type TestProcess } from '../support/process.ts';
import { TOKEN, testVariables } from '../support/service.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reentrega-unusable-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** An empty directory on a file system of its own: permissions do not keep root from writing. */
async function mounted(): Promise<string> {
  const directory = await mkdtemp(join(root, 'mount-'));
  await mountMemory(directory, '64m');
  onTestFinished(() => unmount(directory));
  return directory;
}

function start(variables: Record<string, string>): TestProcess {
  const started = startProcess(variables);
  onTestFinished(async () => void (await started.end('SIGKILL')));
  return started;
}

function onEmbedded(dataDir: string): Record<string, string> {
  const { MONGODB_URI: _none, ...variables } = testVariables('', dataDir);
  return variables;
}

/** It ends with one line, which names the directory, the reason and what to do. */
async function expectRefusal(refused: TestProcess, dataDir: string, reason: RegExp): Promise<void> {
  expect(await refused.ended).toBe(1);
  const lines = refused.errors().trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(dataDir);
  expect(lines[0]).toMatch(reason);
  expect(lines[0]).toMatch(/^reentrega: The data directory .* cannot be used: .*DATA_DIR/);
}

describe('a directory that cannot be made ends the start with a sentence', { timeout: 20_000 }, () => {
  test('a file is in its place', async () => {
    const dataDir = join(root, 'file');
    await writeFile(dataDir, '');
    await expectRefusal(start(onEmbedded(dataDir)), dataDir, /ENOTDIR|EEXIST/);
  });

  test('a file is in its way', async () => {
    const file = join(root, 'way');
    await writeFile(file, '');
    await expectRefusal(start(onEmbedded(join(file, 'deep', 'down'))), file, /ENOTDIR/);
  });

  test('its file system takes no directories', async () => {
    await expectRefusal(start(onEmbedded('/proc/reentrega')), '/proc/reentrega', /ENOENT/);
  });

  test('several levels that are not there are made', async () => {
    const started = start(onEmbedded(join(root, 'not', 'there', 'yet')));
    expect((await apiAt(await started.url(), TOKEN).createAgent()).id).toBeTruthy();
  });
});

describe.skipIf(!(await mayMount()))('a read-only file system', { timeout: 30_000 }, () => {
  test('an empty one ends the start with a sentence', async () => {
    const directory = await mounted();
    await remount(directory, 'ro');
    await expectRefusal(start(onEmbedded(directory)), directory, /read-only/);
    await expectRefusal(start(onEmbedded(join(directory, 'new'))), join(directory, 'new'), /read-only/);
  });

  test('one with the data of an earlier run ends the start with a sentence, and the data are there when it can be written again', async () => {
    const directory = await mounted();
    const first = start(onEmbedded(directory));
    const agent = await apiAt(await first.url(), TOKEN).createAgent();
    expect(await first.end('SIGTERM')).toBe(0);

    await remount(directory, 'ro');
    await expectRefusal(start(onEmbedded(directory)), directory, /read-only/);

    await remount(directory, 'rw');
    const again = start(onEmbedded(directory));
    const answer = await apiAt(await again.url(), TOKEN).call('GET', `/agents/${agent.id}`);
    expect(answer.status).toBe(200);
  });
});

describe('with a database elsewhere', { timeout: 20_000 }, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('loopback');
  });
  afterAll(() => database.drop());

  test('a directory that is not needed is not missed', async () => {
    const started = start(testVariables(database.uri, '/proc/reentrega'));
    expect((await apiAt(await started.url(), TOKEN).createAgent()).id).toBeTruthy();
  });

  test('a key or a token that cannot be kept ends the start with a sentence, and leaves nothing behind', async () => {
    const empty = await testDatabase('loopback');
    onTestFinished(() => empty.drop());
    const { ENCRYPTION_KEY = '', BOOTSTRAP_TOKEN: _none, ...variables } = testVariables(empty.uri, '/proc/reentrega');
    await expectRefusal(start({ ...variables, BOOTSTRAP_TOKEN: TOKEN }), '/proc/reentrega', /ENCRYPTION_KEY/);
    // Twice: a token that nobody was told would let the second start pass.
    const withKey = { ...variables, ENCRYPTION_KEY };
    await expectRefusal(start(withKey), '/proc/reentrega', /BOOTSTRAP_TOKEN/);
    await expectRefusal(start(withKey), '/proc/reentrega', /BOOTSTRAP_TOKEN/);
    expect(await empty.db.collection('tokens').countDocuments()).toBe(0);

    await mkdir(join(root, 'writable'));
    const started = start({ ...withKey, DATA_DIR: join(root, 'writable') });
    expect(await started.url()).toMatch(/^http/);
  });
});
