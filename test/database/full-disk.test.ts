import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEngine } from '@reentrega/embedded';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storageDirectory } from '../../embedded/storage.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { mayMount, mountMemory, remount, unmount } from '../support/mount.ts';
import { startProcess, type TestProcess } from '../support/process.ts';
import { TOKEN, testVariables } from '../support/service.ts';

const run = promisify(execFile);
const MIB = 1024 * 1024;

/** A way to let the embedded engine run out of disk, and to give it room again. */
interface Disk {
  prepare(dataDir: string): Promise<void>;
  fill(dataDir: string, pid: number): Promise<void>;
  makeRoom(dataDir: string, pid: number): Promise<void>;
  remove(dataDir: string): Promise<void>;
}

/** A limit of the process on the size of files: writes beyond fail with EFBIG, which is no ENOSPC, and needs no privilege. */
const limitedFiles: Disk = {
  prepare: async () => {},
  async fill(dataDir, pid) {
    const files = await readdir(storageDirectory(dataDir));
    const sizes = await Promise.all(
      files.map(async (name) => (await stat(join(storageDirectory(dataDir), name)).catch(() => ({ size: 0 }))).size),
    );
    await run('prlimit', ['--pid', String(pid), `--fsize=${Math.max(...sizes) + MIB}:unlimited`]);
  },
  makeRoom: async (_, pid) => void (await run('prlimit', ['--pid', String(pid), '--fsize=unlimited:unlimited'])),
  remove: async () => {},
};

/** A file system that is full: ENOSPC. Only root may mount one. */
const smallFileSystem: Disk = {
  prepare: (dataDir) => mountMemory(dataDir, '4m'),
  fill: async () => {},
  makeRoom: (dataDir) => remount(dataDir, 'size=256m'),
  remove: unmount,
};

const disks: [string, Disk][] = [
  ['files may not grow', limitedFiles],
  ...((await mayMount()) ? ([['the file system is full', smallFileSystem]] satisfies [string, Disk][]) : []),
];

describe.each(disks)('embedded engine: %s', { timeout: 120_000 }, (_, disk) => {
  let dataDir: string;
  let service: TestProcess;
  let api: Api;
  let agentId: string;
  let webhook: Schemas['CreatedWebhook'];
  let accepted: string[];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'reentrega-disk-'));
    await mkdir(dataDir, { recursive: true });
    await disk.prepare(dataDir);
    service = await start();
    accepted = [];
    agentId = (await api.createAgent()).id;
    // Nobody answers there: what is published stays in the database, and so does each attempt.
    webhook = await api.createWebhook(agentId, { webhook_url: 'http://127.0.0.1:9/hook' });
  });
  afterEach(async () => {
    await service.end('SIGKILL');
    await disk.remove(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<TestProcess> {
    const { MONGODB_URI: _none, ...variables } = testVariables('', dataDir);
    const started = startProcess(variables);
    api = apiAt(await started.url(), TOKEN);
    return started;
  }

  async function publish() {
    const body = { event: 'event_recording', data: { text: 'x'.repeat(20_000) } };
    const answer = await api.call<{ code?: string; data?: Schemas['AcceptedEvent'] }>(
      'POST',
      `/agents/${agentId}/events`,
      { body },
    );
    if (answer.body.data) accepted.push(answer.body.data.event_id);
    return answer;
  }

  /** Publishes, several at once, until there is no room for more. */
  async function publishUntilFull() {
    await disk.fill(dataDir, service.child.pid ?? 0);
    return eventually(async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, publish));
      expect(answers.filter(({ status }) => status !== 202 && status !== 503)).toEqual([]);
      return answers.find(({ status }) => status === 503);
    }, 'the disk to be full');
  }

  const readiness = async () => (await api.call('GET', '//health/ready')).status;

  /** The accepted events of which something is missing, read from the files. */
  async function lost(): Promise<string[]> {
    const engine = await startEngine(dataDir);
    const client = await new MongoClient(engine.uri).connect();
    const [events, logs] = ['events', 'logs'].map((name) =>
      client.db('reentrega').collection<{ _id: string; event_id: string }>(name),
    );
    const eventIds = new Set(await events?.distinct('_id'));
    const logsOf = new Set(await logs?.distinct('event_id'));
    await client.close();
    await engine.stop();
    return accepted.filter((id) => !eventIds.has(id) || !logsOf.has(id));
  }

  test('nothing more is accepted, reads go on, and all goes on by itself when there is room', async () => {
    const refused = await publishUntilFull();
    expect(refused.body.code).toBe('SERVICE_UNAVAILABLE');
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    await eventually(async () => ((await readiness()) === 503 ? true : undefined), 'readiness to be 503');
    expect((await api.call('GET', `/agents/${agentId}/webhooks/${webhook.id}/logs`)).status).toBe(200);
    expect((await api.call('GET', '//health/live')).status).toBe(200);

    await disk.makeRoom(dataDir, service.child.pid ?? 0);
    await eventually(async () => ((await readiness()) === 200 ? true : undefined), 'readiness to be 200');
    expect((await publish()).status).toBe(202);
    await api.logThat(webhook, ({ event_id, status }) => event_id === accepted.at(-1) && status === 'failed');
    expect([await service.end('SIGTERM'), service.errors()]).toEqual([0, '']);
    expect(await lost()).toEqual([]);
  });

  test('it stops cleanly while there is no room, and nothing that was accepted is lost', async () => {
    await publishUntilFull();
    expect([await service.end('SIGTERM'), service.errors()]).toEqual([0, '']);
    await disk.makeRoom(dataDir, process.pid);
    expect(accepted.length).toBeGreaterThan(0);
    expect(await lost()).toEqual([]);
  });
});
