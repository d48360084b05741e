import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { startProcess, type TestProcess } from '../support/process.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

/** `npm start` on a machine that has nothing: no MongoDB, no settings. */

let dataDir: string;
let receiver: Receiver;
const running: TestProcess[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-start-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  for (const one of running) one.child.kill('SIGKILL');
  await receiver.close();
  await rm(dataDir, { recursive: true, force: true });
});

function start(variables: Record<string, string> = {}): TestProcess {
  const settings = { DATA_DIR: dataDir, PORT: '0', DELIVERY_ALLOWED_SUBNETS: '127.0.0.0/8', RETRY_SCHEDULE: '1h' };
  const started = startProcess({ ...settings, ...variables });
  running.push(started);
  return started;
}

/** The lines for people, between those of the log. */
const said = ({ lines }: TestProcess) =>
  lines.flatMap(({ text }) => (text === undefined ? [] : [String(text)])).join('\n');

test('the first start says where the data are and gives a token to try; what is done then is there after a stop and a kill -9', async () => {
  const first = start();
  const url = await first.url();
  const token = (await readFile(join(dataDir, 'development.token'), 'utf8')).trim();
  expect(token).toMatch(/^talq_[\w-]{43}$/);
  expect((await stat(join(dataDir, 'development.token'))).mode & 0o777).toBe(0o600);
  const api = apiAt(url, token);
  const agent = await api.createAgent('Front desk');
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  await api.publish(agent.id);
  const delivered = await api.logThat(webhook, ({ status }) => status === 'success');
  for (const text of [url, token, join(dataDir, 'database'), `curl ${url}/api/v1/agents`]) {
    expect(said(first).includes(text), `${text} in:\n${said(first)}`).toBeTruthy();
  }
  expect(await first.end('SIGTERM')).toBe(0);

  const second = start();
  const again = apiAt(await second.url(), token);
  expect(await again.log(webhook, delivered.id)).toStrictEqual(delivered);
  expect(said(second).includes(token), 'a token is not written into a log at every start').toBe(false);
  const { event_id } = await again.publish(agent.id);
  expect(await second.end('SIGKILL')).toBe('SIGKILL');

  const third = start();
  const afterKill = apiAt(await third.url(), token);
  await afterKill.logThat(webhook, (log) => log.event_id === event_id);
  const other = start();
  expect(await other.ended).toBe(1);
  expect(other.errors()).toMatch(/is in use by another process \(\d+\).*MONGODB_URI/);
  expect(await third.end('SIGTERM')).toBe(0);
});

test('in production, and with a token of one’s own, none is made', async () => {
  for (const variables of [{ NODE_ENV: 'production' }, { BOOTSTRAP_TOKEN: 'talq_of_ones_own_choosing' }]) {
    const empty = await mkdtemp(join(tmpdir(), 'reentrega-start-'));
    const started = start({ DATA_DIR: empty, ...variables });
    await started.url();
    expect(said(started)).toBe('');
    await expect(stat(join(empty, 'development.token'))).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
    await started.end('SIGTERM');
    await rm(empty, { recursive: true, force: true });
  }
});

test('a part of the service alone needs a database that others share, and is told so', async () => {
  for (const ROLE of ['api', 'worker']) {
    const refused = start({ ROLE });
    expect(await refused.ended).toBe(1);
    expect(refused.errors()).toMatch(new RegExp(`ROLE=${ROLE}: .* set MONGODB_URI`));
  }
});
