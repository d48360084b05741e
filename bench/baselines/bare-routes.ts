/**
 * `publishEvent`, `listLogs` and `retryLog` as bare Express routes: the calls to the database that an API process of the service makes
 * when it remembers nothing, and nothing else. No contract, no validation, no languages, no logs of requests.
 */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { MongoClient } from 'mongodb';
import { v7 as newId } from 'uuid';
import { collections, type LogDocument } from '../../server/database/collections.ts';
import { isDuplicateKey, retryOnWriteConflict } from '../../server/database/errors.ts';

const PER_PAGE = 25;

const uri = process.env['MONGODB_URI'] ?? '';
const client = await new MongoClient(uri, {
  maxPoolSize: 50,
  writeConcern: { w: 'majority', journal: true },
}).connect();
const db = client.db();
const { agents, webhooks, events, logs } = collections(db);
const jobs = db.collection('agendaJobs');

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.json());

app.post('/api/v1/agents/:agent/events', async (req, res) => {
  const { event, data } = req.body;
  const created_at = new Date();
  const [agent, subscribed] = await Promise.all([
    agents.findOne({ _id: req.params.agent }),
    webhooks.find({ agent_id: req.params.agent, enabled: true, events: event }).sort({ _id: 1 }).limit(100).toArray(),
  ]);
  if (!agent) throw new Error('no such agent');
  const webhook_ids = subscribed.map(({ _id }) => _id);
  const event_id = newId();
  const expires_at = new Date(created_at.getTime() + 86_400_000);
  await events.insertMany([{ _id: event_id, agent_id: agent._id, event, webhook_ids, created_at, expires_at }]);
  const payload = JSON.stringify({
    event,
    event_id,
    agent_id: agent._id,
    agent_name: agent.name,
    timestamp: created_at,
    data,
  });
  await logs.insertMany(
    webhook_ids.map((webhook_id): LogDocument => {
      return {
        ...queuedLog(agent._id, webhook_id, event_id, created_at),
        event,
        payload,
        trigger: 'event',
        attempt: 1,
      };
    }),
  );
  res.status(202).json({ success: true, data: { event_id, deliveries: webhook_ids.length } });
});

app.get('/api/v1/agents/:agent/webhooks/:webhook/logs', async (req, res) => {
  await agents.findOne({ _id: req.params.agent });
  await webhooks.findOne({ _id: req.params.webhook, agent_id: req.params.agent });
  const filter = { webhook_id: req.params.webhook };
  const [data, total] = await Promise.all([
    logs
      .find(filter)
      .sort({ _id: -1 })
      .limit(PER_PAGE + 1)
      .toArray(),
    logs.countDocuments(filter),
  ]);
  res.json({ success: true, data: data.slice(0, PER_PAGE), pagination: { page: 1, per_page: PER_PAGE, total } });
});

app.post('/api/v1/agents/:agent/webhooks/:webhook/logs/:log/retry', async (req, res) => {
  await agents.findOne({ _id: req.params.agent });
  await webhooks.findOne({ _id: req.params.webhook, agent_id: req.params.agent });
  const failed = await logs.findOne({ _id: req.params.log, webhook_id: req.params.webhook });
  if (failed?.status !== 'failed') throw new Error('not retriable');
  const { event_id, webhook_id, agent_id, event, payload, attempt, sequence } = failed;
  const delivery = await logs.find({ event_id, webhook_id }).toArray();
  const created_at = new Date();
  const retry: LogDocument = {
    ...queuedLog(agent_id, webhook_id, event_id, created_at),
    event,
    payload,
    trigger: 'manual',
    attempt: attempt + 1,
    sequence: Math.max(sequence, ...delivery.map((log) => log.sequence)) + 1,
    original_log_id: failed._id,
  };
  await logs.insertMany([retry]);
  await logs.updateMany(
    { event_id, webhook_id, open: true, status: 'queued', trigger: 'automatic', sequence: { $lt: retry.sequence } },
    { $set: { status: 'canceled' }, $unset: { open: '' } },
  );
  const key = `${webhook_id} ${Math.ceil(created_at.getTime() / 1000)}`;
  // Another retry of the same second may make the job at this moment: then it is there.
  await retryOnWriteConflict(() =>
    jobs.updateOne(
      { name: 'deliver', 'data.key': key },
      { $setOnInsert: { name: 'deliver', data: { key, webhook_id }, nextRunAt: created_at } },
      { upsert: true },
    ),
  ).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
  res.json({ success: true, data: { log_id: retry._id, original_log_id: failed._id, queued_at: created_at } });
});

function queuedLog(agent_id: string, webhook_id: string, event_id: string, created_at: Date) {
  return {
    _id: newId(),
    agent_id,
    webhook_id,
    event_id,
    status: 'queued',
    open: true,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    created_at,
    due_at: created_at,
  } as const;
}

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ msg: 'baseline is running', url: `http://127.0.0.1:${port}` })}\n`);
});
