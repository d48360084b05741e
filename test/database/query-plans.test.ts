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
} from '@reentrega/embedded/testing';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { startService } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { type Api, apiAt } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { type Explained, explain, fieldOf, isQuery, queriesOf, shapeOf } from '../support/explained.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { TOKEN, testVariables } from '../support/service.ts';
import { tapWire } from '../support/wire-tap.ts';
import { fillHistory, fillQueue, fillWithOthers } from './backlog.ts';
import { useAll } from './whole-run.ts';

const HANGING = 10;

/** What the service and Agenda really sent, in a run that does all that the service can do. */
let commands: Command[];
/** What each of them read. */
const explained: Explained[] = [];
/** What the service answered in that run. */
const answers: { operation: string; status: number }[] = [];
let dataDir: string;
let receiver: Receiver;
let hanging: Receiver;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-plans-'));
  [receiver, hanging] = await Promise.all([startReceiver(), startReceiver()]);
  hanging.answer = () => undefined;
  const engine = await startEngine(dataDir);
  const explainer = await new MongoClient(engine.uri).connect();
  const tap = await tapWire(engine.uri, join(dataDir, 'tap.sock'), async (message, command) => {
    explained.push(...(await explain(explainer, message, command)));
  });
  const service = await startService(
    readConfig(testVariables(tap.uri, dataDir, { RETRY_SCHEDULE: '1s' })),
    createLogger('silent'),
  );
  const api = apiAt(service.url ?? '', TOKEN);
  api.client.use({
    onResponse({ request, schemaPath, response }) {
      answers.push({ operation: `${request.method} ${schemaPath}`, status: response.status });
    },
  });
  const db = explainer.db(new URL(tap.uri).pathname.slice(1) || 'reentrega');
  await fillWithOthers(db);
  await hangingWebhooks(api, db);
  await useAll(api, receiver, (webhook) => fillHistory(db, webhook));
  await eventually(() => tap.commands.find(looksForOverdue), 'the recovery job to look for overdue retries', 60_000);
  await eventually(() => tap.commands.find(looksForOverdueTasks), 'the recovery job to look for overdue tasks', 60_000);
  await service.stop();
  tap.close();
  await explainer.close();
  await engine.stop();
  commands = tap.commands.filter(isQuery);
  // Each of thousands of commands is explained before it is sent.
}, 180_000);
afterAll(async () => {
  await Promise.all([receiver.close(), hanging.close()]);
  await rm(dataDir, { recursive: true, force: true });
});

/** A poll looks for first attempts by the same query; the alarms of retries should have found these. */
function looksForOverdue(command: Command): boolean {
  const trigger = command.name === 'find' && fieldOf(command.document('filter'), 'trigger');
  return Boolean(trigger) && fieldOf(fieldOf(trigger || undefined, '$in'), '0')?.asString() === 'automatic';
}

function looksForOverdueTasks(command: Command): boolean {
  return command.name === 'distinct' && fieldOf(command.document('query'), 'turn_at') !== undefined;
}

/** Receivers that never answer, and more due for them than fits into memory. */
async function hangingWebhooks(api: Api, db: Db): Promise<void> {
  const agent = await api.createAgent();
  const environment = await db.collection('environments').findOne({ name: 'default' });
  for (let index = 0; index < HANGING; index++) {
    const webhook = await api.createWebhook(agent.id, {
      webhook_url: `${hanging.url}/${index}`,
      timeout: 5,
      max_retries: 0,
    });
    await fillQueue(db, webhook, String(environment?._id));
  }
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
      for (const query of queriesOf(command)) {
        const { collection: name, filter = NO_FILTER, sort } = query;
        const collection = catalog.get(command.database, name);
        // Nothing was ever stored there, so nothing is looked at.
        if (!collection && name === 'revokedTokens') continue;
        assert(collection, name);
        const shape = shapeOf(query);
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
      [/^logs \{event_id: \{\$in\}, webhook_id\}/, /logs\/thread \(event_id=\? AND webhook_id=\?/],
      [/^logs \{expires_at, finished_at/, /logs\/expiry \(expires_at=\?/],
      [
        /^logs \{webhook_id, status.*\} sorted by \{_id\}/,
        /of_webhook_by_status_and_event \(webhook_id=\? AND status=\?/,
      ],
      [
        /^agendaJobs \{name, disabled: \{\$ne\}, \$or/,
        /by_lock \(name=\? AND locked\^at=\? AND next\^run\^at>\?.*UNION ALL.*by_lock \(name=\? AND locked\^at>\?/s,
      ],
      [/^agendaJobs \{name, nextRunAt, lockedAt\}/, /by_lock \(name=\? AND locked\^at=\? AND next\^run\^at=\?/],
      [/^events \{agent_id, idempotency_key\}/, /idempotency \(agent_id=\? AND idempotency_key=\?/],
      [/^logs \{webhook_id: \{\$in\}, recoverable, created_at/, /logs\/recoverable \(webhook_id=\? AND created_at>\?/],
      [/^logs \{event_id, webhook_id, recoverable/, /recoverable_of_delivery \(event_id=\? AND webhook_id=\?/],
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

describe('how much is read for what is found, while there are thousands of other documents', () => {
  /** What may be read beyond twice what is found, and why. */
  const exceptions: [shape: RegExp, most: number, why: string][] = [
    [/^find logs \{expires_at, finished_at/, 600, 'results of the last seconds, whose consequences are being drawn'],
  ];

  test('documents: at most two for each one found', () => {
    expect(tooMuch(({ documents }) => documents)).toStrictEqual([]);
  });

  test('entries of indexes: likewise', () => {
    // One more at each end of a range, to see that it ends; a read that goes on where its first part ended has two.
    expect(tooMuch(({ keys }) => keys, 4)).toStrictEqual([]);
  });

  function tooMuch(read: (one: Explained) => number, ends = 0): string[] {
    const most = ({ returned, named, command, shape }: Explained) => {
      const exception = exceptions.find(([pattern]) => pattern.test(`${command.name} ${shape}`))?.[1] ?? 0;
      return Math.max(2 * returned, named, 1) + ends + exception;
    };
    return explained
      .filter((one) => read(one) > most(one))
      .map((one) => `${one.command.name} ${one.shape}: ${read(one)} for ${one.returned}`);
  }
});
