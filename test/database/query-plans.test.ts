import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '@reentrega/embedded';
import {
  Catalog,
  type Command,
  compileFilter,
  compileSort,
  NO_FILTER,
  openStorage,
  storageDirectory,
  type Value,
} from '@reentrega/embedded/testing';
import { afterAll, assert, beforeAll, expect, test } from 'vitest';
import { type paths, unwrap } from '../../client/src/index.ts';
import { operations } from '../../generated/operations.ts';
import { startService } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { type Api, apiAt } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { TOKEN, testVariables } from '../support/service.ts';
import { tapWire } from '../support/wire-tap.ts';

const WEBHOOK = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}';
type LogQuery = NonNullable<paths[`${typeof WEBHOOK}/logs`]['get']['parameters']['query']>;

/** What the service and Agenda really sent, in a run that does all that the service can do. */
let commands: Command[];
/** What the service answered in that run. */
const answers: { operation: string; status: number }[] = [];
let dataDir: string;
let receiver: Receiver;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-plans-'));
  receiver = await startReceiver();
  const engine = await startEngine(dataDir);
  const tap = await tapWire(engine.uri, join(dataDir, 'tap.sock'));
  const service = await startService(
    readConfig(testVariables(tap.uri, dataDir, { RETRY_SCHEDULE: '1s' })),
    createLogger('silent'),
  );
  await useAll(apiAt(service.url ?? '', TOKEN));
  await service.stop();
  tap.close();
  await engine.stop();
  commands = tap.commands;
});
afterAll(async () => {
  await receiver.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Every operation of the API, and every turn that a delivery can take. */
async function useAll(api: Api): Promise<void> {
  const { client } = api;
  client.use({
    onResponse({ request, schemaPath, response }) {
      answers.push({ operation: `${request.method} ${schemaPath}`, status: response.status });
    },
  });
  await unwrap(client.GET('/health/live'));
  await unwrap(client.GET('/health/ready'));
  await unwrap(client.GET('/metrics'));
  await unwrap(client.GET('/openapi.json'));

  const agent = await api.createAgent();
  const inAgent = { params: { path: { agent_id: agent.id } } };
  await unwrap(client.GET('/api/v1/agents'));
  await unwrap(client.GET('/api/v1/agents/{agent_id}', inAgent));
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 3 });
  const path = { agent_id: agent.id, webhook_id: webhook.id };
  const inWebhook = { params: { path } };
  await unwrap(client.GET('/api/v1/agents/{agent_id}/webhooks', inAgent));
  await unwrap(client.PUT(WEBHOOK, { ...inWebhook, body: { name: 'Another name' } }));
  await unwrap(client.POST(`${WEBHOOK}/secret/rotate`, inWebhook));
  await unwrap(client.POST(`${WEBHOOK}/test`, inWebhook));

  receiver.answer = 500;
  await api.publish(agent.id, {}, { 'idempotency-key': 'k' });
  await api.publish(agent.id, {}, { 'idempotency-key': 'k' });
  const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
  receiver.answer = 200;
  expect(await api.retry(webhook, failed.id)).toMatchObject({ status: 200 });
  await api.logThat(webhook, ({ status, trigger }) => status === 'success' && trigger === 'manual');
  receiver.answer = 500;
  await api.publish(agent.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'failed');

  const list = (query: LogQuery) => unwrap(client.GET(`${WEBHOOK}/logs`, { params: { path, query } }));
  await list({});
  await list({ status: 'failed' });
  await list({ event: 'event_recording' });
  await list({ status: 'failed', event: 'event_recording' });
  await list({ from: new Date(Date.now() - 60_000).toISOString(), page: 2 });
  const { next_cursor: cursor } = (await list({ per_page: 1 })).pagination;
  assert(cursor, 'there is a second page');
  await list({ per_page: 1, cursor });
  await api.log(webhook, failed.id);

  receiver.answer = 200;
  const { data: task } = await unwrap(client.POST(`${WEBHOOK}/logs/retry`, { ...inWebhook, body: {} }));
  const over = (taskId: string) =>
    eventually(async () => {
      const inTask = { params: { path: { ...path, task_id: taskId } } };
      const { data } = await unwrap(client.GET(`${WEBHOOK}/tasks/{task_id}`, inTask));
      return data.state === 'completed' ? true : undefined;
    }, 'the bulk retry');
  await over(task.id);

  receiver.answer = 410;
  await api.publish(agent.id);
  await eventually(async () => {
    const { data } = await unwrap(client.GET(WEBHOOK, inWebhook));
    return data.enabled ? undefined : true;
  }, 'the webhook to be disabled');
  await api.publish(agent.id);
  await unwrap(client.PATCH(`${WEBHOOK}/toggle`, inWebhook));
  receiver.answer = 200;
  const canceled = await api.logThat(webhook, ({ error_code }) => error_code === 'webhook_disabled');
  await api.retry(webhook, canceled.id);
  const body: { status: ('failed' | 'canceled')[] } = { status: ['failed', 'canceled'] };
  const { data: recovery } = await unwrap(client.POST(`${WEBHOOK}/logs/retry`, { ...inWebhook, body }));
  await over(recovery.id);
  await unwrap(client.DELETE(WEBHOOK, inWebhook));
  await unwrap(client.DELETE('/api/v1/agents/{agent_id}', inAgent));
}

interface Query {
  collection: string;
  filter: Value;
  sort: Value | undefined;
}

/** What a command looks for. */
function queriesOf(command: Command): Query[] {
  const { name } = command;
  const one = (filter: Value | undefined, sort?: Value): Query[] => [
    { collection: command.collection, filter: filter ?? NO_FILTER, sort },
  ];
  const part = (statement: Value, wanted: string) => statement.fields().find((field) => field.name === wanted);
  if (name === 'find') return one(command.document('filter'), command.document('sort'));
  if (name === 'findAndModify') return one(command.document('query'), command.document('sort'));
  if (name === 'count' || name === 'distinct') return one(command.document('query'));
  if (name === 'update') return command.documents('updates').flatMap((statement) => one(part(statement, 'q')));
  if (name === 'delete') return command.documents('deletes').flatMap((statement) => one(part(statement, 'q')));
  if (name === 'aggregate') {
    return command.documents('pipeline').flatMap((stage) => (part(stage, '$match') ? one(part(stage, '$match')) : []));
  }
  return [];
}

/** The names in a filter, without its values: `{event_id: {$in}, open}`. */
function shapeOf(value: Value): string {
  const fields = value.fields().map((field) => {
    const isList = field.name === '$or' || field.name === '$and';
    if (isList) return `${field.name}: [${field.fields().map(shapeOf).join(', ')}]`;
    return field.isDocument() ? `${field.name}: ${shapeOf(field)}` : field.name;
  });
  return `{${fields.join(', ')}}`;
}

test('the run asks for every operation, and each is carried out', () => {
  expect(answers.filter(({ status }) => status < 200 || status > 299)).toStrictEqual([]);
  const asked = new Set(answers.map(({ operation }) => operation));
  const all = Object.values(operations).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect([...asked].toSorted()).toStrictEqual(all.toSorted());
});

test('every query of the service and of Agenda is served by an index', async () => {
  const storage = openStorage(storageDirectory(dataDir));
  try {
    const catalog = new Catalog(storage.statements);
    const plans = new Map<string, string[]>();
    for (const command of commands) {
      for (const { collection: name, filter, sort } of queriesOf(command)) {
        const collection = catalog.get(command.database, name);
        // Nothing was ever stored there, so nothing is looked at.
        if (!collection && name === 'revokedTokens') continue;
        assert(collection, name);
        const shape = `${name} ${shapeOf(filter)}${sort ? ` sorted by ${shapeOf(sort)}` : ''}`;
        if (plans.has(shape)) continue;
        const pathOf = (path: string) => catalog.path(collection, path);
        const conjunction = compileFilter(filter, pathOf);
        // `$in: []` finds nothing, and looks at nothing for it.
        if (conjunction.terms.some(({ sql }) => sql === '0')) continue;
        plans.set(shape, collection.explain(conjunction, compileSort(sort, pathOf)));
      }
    }

    for (const [shape, steps] of plans) {
      const scans = steps.filter((step) => step.startsWith('SCAN') && !step.startsWith('SCAN json_each'));
      expect(scans, `${shape} looks at every document`).toStrictEqual([]);
      assert(
        steps.some((step) => / USING (COVERING )?INDEX /.test(step)),
        `${shape}: ${steps.join('; ')}`,
      );
    }
    // The run did what it was meant to: these are there, by the index that they were made for.
    const expected: [shape: RegExp, index: RegExp][] = [
      [
        /^logs \{open, status, trigger: \{\$in\}, due_at: \{\$gte, \$lte\}\} sorted/,
        /logs\/due \(status=\? AND trigger=\? AND due_at>\? AND due_at<\?/,
      ],
      [
        /^logs \{open, status, webhook_id: \{\$in\}, due_at: \{\$lte\}\} sorted/,
        /due_of_webhook \(webhook_id=\? AND status=\?/,
      ],
      [
        /^logs \{open, status: \{\$ne\}, webhook_id: \{\$gt\}, due_at: \{\$lte\}\} sorted/,
        /due_of_webhook \(webhook_id>\? AND webhook_id<\?\)$/,
      ],
      [/^logs \{event_id: \{\$in\}\}/, /logs\/thread \(event_id=\?/],
      [/^logs \{expires_at, finished_at/, /logs\/expiry \(expires_at=\?/],
      [/^logs \{webhook_id, status.*\} sorted by \{_id\}/, /of_webhook_by_status \(webhook_id=\? AND status=\?/],
      [
        /^agendaJobs \{name, disabled: \{\$ne\}, \$or/,
        /next\^job\^index \(name=\? AND next\^run\^at>\?.*UNION ALL.*locked \(name=\? AND locked\^at>\?/s,
      ],
      [/^events \{agent_id, idempotency_key\}/, /idempotency \(agent_id=\? AND idempotency_key=\?/],
      [/^logs \{webhook_id: \{\$in\}, recoverable, created_at/, /logs\/recoverable \(webhook_id=\? AND created_at>\?/],
      [/^logs \{event_id, webhook_id, recoverable/, /logs\/thread \(event_id=\? AND webhook_id=\?/],
      [/^logs \{webhook_id, open, status, created_at/, /due_of_webhook \(webhook_id=\? AND status=\?/],
      [/^webhooks \{agent_id: \{\$in\}\}/, /webhooks\/of_agent \(agent_id=\?/],
      [/^tasks \{state: \{\$in\}, unfinished/, /tasks\/unfinished \(state=\?/],
      [/^tasks \{environment_id, unfinished\} sorted by \{turn_at\}/, /tasks\/turns \(environment_id=\?/],
      [/^tasks \{unfinished, environment_id: \{\$gt\}, turn_at/, /tasks\/turns \(environment_id>\?/],
    ];
    for (const [shape, index] of expected) {
      const found = [...plans].filter(([one]) => shape.test(one));
      expect(found.length, `nobody asked for ${shape}`).toBeGreaterThan(0);
      for (const [one, steps] of found) expect(steps.join('\n'), one).toMatch(index);
    }
  } finally {
    storage.close();
  }
});
