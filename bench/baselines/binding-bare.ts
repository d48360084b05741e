/** `publishEvent` as a bare Express route with the same reading of bodies, and a handler that does nothing. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { readBody } from '../../toolkit/express/request/body.ts';
import { ANSWER } from './binding-answer.ts';

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post(
  '/api/v1/agents/:agent_id/events',
  ...readBody({ required: true, isJson: true }, { limit: 256 * 1024, nesting: 64, digits: 1_000 }),
  (_req, res) => {
    res.status(202).json(ANSWER);
  },
);
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ msg: 'baseline is running', url: `http://127.0.0.1:${port}` })}\n`);
});
