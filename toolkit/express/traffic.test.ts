import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';
import { trafficRecorder } from './traffic.ts';

test('each answer is a line of the file that CONTRACT_TRAFFIC names', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'traffic-'));
  t.onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'traffic.ndjson');
  const app = express();
  const record = trafficRecorder(file);
  app.use((req, res, next) => {
    record?.(req, res);
    res.set('Content-Language', 'en');
    next();
  });
  app.get('/books', (_req, res) => res.status(404).json({ message: 'Book not found.' }));
  app.get('/text', (_req, res) => res.send('plain'));
  const { url, close } = await listen(app, {
    port: 0,
    host: '127.0.0.1',
    malformed: () => ({ headers: {}, body: {} }),
  });
  await (await fetch(`${url}/books?page=1`)).text();
  await (await fetch(`${url}/text`)).text();
  await close(0);

  const lines = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toStrictEqual([
    { method: 'GET', path: '/books', status: 404, language: 'en', message: 'Book not found.' },
    { method: 'GET', path: '/text', status: 200, language: 'en' },
  ]);
  expect(trafficRecorder(undefined)).toBe(undefined);
});
