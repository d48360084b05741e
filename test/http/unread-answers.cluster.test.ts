import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Cluster, type Member, startCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { TOKEN } from '../support/service.ts';

const MIB = 1024 * 1024;
const MOST_GROWTH = 64 * MIB;
const PIPELINED = 900;
/** Rounds of clients that read, after which the process has to be as large as it gets: so many without growth, and at most so many. */
const STEADY_AFTER = 4;
const MOST_ROUNDS = 20;

let cluster: Cluster;
let member: Member;
let receiver: Receiver;
let logsPath: string;
let asset: string;

beforeAll(async () => {
  cluster = await startCluster({ LOG_LEVEL: 'info' });
  receiver = await startReceiver();
  // As `npm start` does.
  member = await cluster.start({ NODE_ENV: 'production', NODE_OPTIONS: '--max-semi-space-size=8' });
  const { api } = member;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  for (let count = 0; count < 20; count++) await api.publish(agent.id, { notes: 'x'.repeat(200_000) });
  await receiver.gets(20);
  logsPath = `/api/v1/agents/${agent.id}/webhooks/${webhook.id}/logs?per_page=20`;
  // As many requests as the attacks make, of a client that reads: the heap that these take is not theirs.
  for (let count = 0; count < 40; count++) {
    await Promise.all(
      Array.from({ length: 100 }, () => fetch(`${api.url}/health/live`).then((answer) => answer.text())),
    );
  }
  // The first request has the docs built, where they are not.
  await (await fetch(`${api.url}/docs/en/`)).text();
  asset = '/docs/en/openapi.json';
});
afterAll(async () => {
  await cluster.close();
  await receiver.close();
});

async function residentBytes(): Promise<number> {
  const status = await readFile(`/proc/${member.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`;

async function neverReading(text: string): Promise<Socket> {
  const { hostname, port } = new URL(member.api.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.pause();
  socket.write(text);
  return socket;
}

/** What clients that read take, with the garbage that V8 leaves (64 MiB outside its heap): it is not what an attack adds. */
async function steadyBytes(path: string): Promise<number> {
  let most = 0;
  for (let round = 0, steady = 0; round < MOST_ROUNDS && steady < STEADY_AFTER; round++, steady++) {
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const answer = await fetch(member.api.url + path, { headers: { authorization: `Bearer ${TOKEN}` } });
        expect(answer.status).toBe(200);
        await answer.arrayBuffer();
      }),
    );
    const now = await residentBytes();
    if (now > most * 1.01) steady = 0;
    most = Math.max(most, now);
  }
  return most;
}

/** The most that the process grows by while it is asked over and over whether it is alive, in bytes. */
async function growth(attack: () => Promise<unknown>, path: string): Promise<number> {
  const before = await steadyBytes(path);
  await attack();
  let most = 0;
  for (let count = 0; count < 100; count++) {
    expect((await fetch(`${member.api.url}/health/live`)).status).toBe(200);
    most = Math.max(most, (await residentBytes()) - before);
  }
  return most;
}

const places = { asset: () => asset, contract: () => '/openapi.json', metrics: () => '/metrics', logs: () => logsPath };
const attacks: Record<string, (path: string) => Promise<unknown>> = {
  'one connection with 900 requests': (path) => neverReading(get(path).repeat(PIPELINED)),
  '300 connections with 12 requests': (path) =>
    Promise.all(Array.from({ length: 300 }, () => neverReading(get(path).repeat(12)))),
};

for (const [what, path] of Object.entries(places)) {
  for (const [how, attack] of Object.entries(attacks)) {
    test(`${how} for ${what} that never reads takes no memory, and others are answered`, async () => {
      const grown = (await growth(() => attack(path()), path())) / MIB;
      expect(grown, 'MiB').toBeLessThan(MOST_GROWTH / MIB);
    });
  }
}

test('a client that reads gets the answers to all that it asked for at once, in order', async () => {
  const paths = ['/health/live', asset, '/health/ready', '/openapi.json', '/health/live'];
  const socket = await neverReading(paths.map(get).join(''));
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  socket.resume();
  await eventually(() => (text.match(/HTTP\/1\.1 200 OK/g)?.length === paths.length ? true : undefined), 'all answers');
  const sizes = [...text.matchAll(/^Content-Length: (\d+)\r$/gim)].map(([, size]) => Number(size));
  expect(sizes[0]).toBe(sizes[4]);
  expect(sizes[1]).toBeGreaterThan(1_000);
});
