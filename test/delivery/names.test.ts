import { spawn } from 'node:child_process';
import type { LookupAddress } from 'node:dns';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type LookupFunction } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { errorText } from '../../server/api/error-text.ts';
import { translator } from '../../server/api/messages.ts';
import { createSender, type Exchange } from '../../server/delivery/attempt/sender.ts';
import { localClock } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';

/** Sends once to a name that this look-up answers for. @param timeout seconds */
async function send(
  lookup: LookupFunction,
  port: number,
  timeout: number,
): Promise<Exchange & { error: string | null }> {
  const sender = createSender({ refusal: () => null, lookupFor: () => lookup }, localClock);
  onTestFinished(() => sender.close());
  const secrets = [`whsec_${Buffer.alloc(32).toString('base64')}`];
  const url = `http://receiver.example:${port}/`;
  const exchange = await sender.send({
    id: 'x',
    environmentId: 'e',
    url,
    method: 'POST',
    customHeaders: [],
    secrets,
    timeout,
    body: '{}',
  });
  return { ...exchange, error: errorText(exchange, translator.in('en')) };
}

function resolvingTo(...hosts: string[]): LookupFunction {
  const addresses: LookupAddress[] = hosts.map((address) => ({ address, family: 4 }));
  return (_name, _options, callback) => callback(null, addresses);
}

/** A receiver at 127.0.0.1 that is stopped, so that nobody can connect to it, until it goes on. */
async function stalledReceiver(): Promise<{ port: number; goOn(): void }> {
  const program = `const server = require('node:http').createServer((req, res) => res.end('ok'));
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const port = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
  child.kill('SIGSTOP');
  // Its queue is filled, so the kernel drops what comes next.
  const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  onTestFinished(() => {
    for (const filler of fillers) filler.destroy();
  });
  await eventually(() => fillers.some(({ connecting }) => !connecting) || undefined, 'the queue to fill');
  return { port, goOn: () => void child.kill('SIGCONT') };
}

test('each address of a name has seconds to connect, not 250 ms', async () => {
  const { port, goOn } = await stalledReceiver();
  setTimeout(goOn, 700);
  // Nobody listens at the second address: whoever gives the first one up too soon has lost.
  const exchange = await send(resolvingTo('127.0.0.1', '127.0.0.2'), port, 10);
  expect(exchange).toMatchObject({ http_status: 200, error_code: null });
});

test('an address that does not answer is given up in time for the next one', async () => {
  const { port } = await stalledReceiver();
  const server = createHttpServer((_req, res) => res.end('ok'));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.2', resolve));
  onTestFinished(() => void server.close());
  const exchange = await send(resolvingTo('127.0.0.1', '127.0.0.2'), port, 10);
  expect(exchange).toMatchObject({ http_status: 200, error_code: null });
  expect(exchange.duration_ms).toBeGreaterThan(2000);
}, 20_000);

test('a connection that is not made in time is told as such, with the true time', async () => {
  const { port } = await stalledReceiver();
  const exchange = await send(resolvingTo('127.0.0.1'), port, 1);
  expect(exchange.error_code).toBe('timeout');
  expect(exchange.error).toMatch(
    new RegExp(`^The connection to receiver\\.example:${port} was not established within 1(\\.\\d)? seconds?\\.$`),
  );
});

test('a name server that does not answer is told as such: dns_timeout', async () => {
  const exchange = await send(() => undefined, 9, 1);
  expect(exchange).toMatchObject({ http_status: null, error_code: 'dns_timeout' });
  expect(exchange.error).toMatch(
    /^The name server did not resolve the host receiver\.example:9 within 1(\.\d)? seconds?\.$/,
  );
});

test('addresses of which none can be connected to fail by what the last one said', async () => {
  const server = createHttpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const exchange = await send(resolvingTo('127.0.0.1', '127.0.0.2'), port, 5);
  expect(exchange.error_code).toBe('connection_refused');
});
