/** `publishEvent` as a bare Express route with the same reading of bodies, and a handler that does nothing. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { bodyReaders } from '../../toolkit/express/request/body.ts';
import { mediaOf } from '../../toolkit/express/request/media.ts';
import { ANSWER } from './binding-answer.ts';

const limits = { body: 256 * 1024, upload: 0, uploads: 0, nesting: 64, digits: 1_000 };
const read = bodyReaders(limits, () => ({}))({
  required: true,
  media: mediaOf({ 'application/json': {} }, () => ({})),
});

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/api/v1/agents/:agent_id/events', read, (_req, res) => {
  res.status(202).json(ANSWER);
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ msg: 'baseline is running', url: `http://127.0.0.1:${port}` })}\n`);
});
