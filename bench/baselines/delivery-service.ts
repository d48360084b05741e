/**
 * What both baselines have in common: the requests they take and how they send. Written as one would by hand, without the
 * service: Express, the MongoDB driver, undici. As durable as the service (majority, journal), signed the same way
 * (Standard Webhooks), one log line per request and attempt. Without fair shares, leases, limits on memory or a contract.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { startEngine } from '@reentrega/embedded';
import express from 'express';
import { type Collection, type Db, MongoClient } from 'mongodb';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { Agent, request } from 'undici';
import { v7 as newId } from 'uuid';

export const CONCURRENCY = 16;

interface WebhookDocument {
  _id: string;
  agent_id: string;
  webhook_url: string;
  events: string[];
  secret: string;
}

export interface DeliveryDocument {
  _id: string;
  event_id: string;
  webhook_id: string;
  payload: string;
  status: 'queued' | 'delivering' | 'success' | 'failed';
  attempt: number;
  due_at: Date;
  http_status?: number;
  response_body?: string;
  finished_at?: Date;
}

export type Outcome = Pick<Required<DeliveryDocument>, 'status' | 'http_status' | 'response_body' | 'finished_at'>;

/** How deliveries get from the request that published them to the receiver. */
export interface Sending {
  /** Stores deliveries, so that they are sent. */
  add(deliveries: DeliveryDocument[]): Promise<void>;
  start(send: (delivery: DeliveryDocument) => Promise<Outcome>): Promise<void>;
}

/** Serves the requests that the bench makes, at the same paths as the service, on the database that the environment names. */
export async function serve(createSending: (db: Db) => Promise<Sending>): Promise<void> {
  const logger = pino();
  const uri = process.env['MONGODB_URI'] ?? (await startEngine(process.env['DATA_DIR'] ?? '.data')).uri;
  const client = await new MongoClient(uri, {
    maxPoolSize: 50,
    writeConcern: { w: 'majority', journal: true },
  }).connect();
  const db = client.db(new URL(uri).pathname.length > 1 ? undefined : 'reentrega');
  const webhooks: Collection<WebhookDocument> = db.collection('webhooks');
  const events: Collection<{ _id: string; agent_id: string; event: string; created_at: Date }> =
    db.collection('events');
  await webhooks.createIndex({ agent_id: 1 });
  const sending = await createSending(db);

  const app = express();
  app.use(pinoHttp({ logger }), express.json());
  app.post('/api/v1/agents', (_req, res) => {
    res.status(201).json({ success: true, data: { id: newId() } });
  });
  app.post('/api/v1/agents/:agent/webhooks', async (req, res) => {
    const { webhook_url, events: wanted } = req.body;
    const secret = randomBytes(32).toString('base64');
    const webhook = { _id: newId(), agent_id: req.params.agent, webhook_url, events: wanted, secret };
    await webhooks.insertOne(webhook);
    res.status(201).json({ success: true, data: { id: webhook._id } });
  });
  app.post('/api/v1/agents/:agent/events', async (req, res) => {
    const { event, data } = req.body;
    const created_at = new Date();
    const event_id = newId();
    const subscribed = await webhooks.find({ agent_id: req.params.agent, events: event }).toArray();
    await events.insertOne({ _id: event_id, agent_id: req.params.agent, event, created_at });
    const payload = JSON.stringify({ event, event_id, timestamp: created_at, data });
    await sending.add(
      subscribed.map(({ _id: webhook_id }) => {
        return { _id: newId(), event_id, webhook_id, payload, status: 'queued', attempt: 1, due_at: created_at };
      }),
    );
    res.status(202).json({ success: true, data: { event_id, deliveries: subscribed.length } });
  });

  const dispatcher = new Agent({ connections: CONCURRENCY });
  await sending.start(async ({ _id, webhook_id, event_id, payload }) => {
    const webhook = await webhooks.findOne({ _id: webhook_id });
    if (!webhook) throw new Error('the webhook is gone');
    const timestamp = Math.floor(Date.now() / 1000);
    const key = Buffer.from(webhook.secret, 'base64');
    const signature = createHmac('sha256', key).update(`${event_id}.${timestamp}.${payload}`).digest('base64');
    const { statusCode, body } = await request(webhook.webhook_url, {
      dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': event_id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      },
      body: payload,
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
    });
    const response_body = await body.text();
    const status = statusCode < 300 ? 'success' : 'failed';
    logger.info({ log_id: _id, webhook_id, status, http_status: statusCode }, 'attempt finished');
    return { status, http_status: statusCode, response_body, finished_at: new Date() };
  });

  const server = app.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    logger.info({ url: `http://127.0.0.1:${port}` }, 'baseline is running');
  });
}
