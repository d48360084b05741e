import fc from 'fast-check';
import { assert, describe, expect } from 'vitest';
import { operations as table } from '../../generated/operations.ts';
import type { Api, Schemas } from '../support/api.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import { TOKEN } from '../support/service.ts';
import { type ArbitraryRequest, KNOWN, requestsFor } from './arbitrary-requests.ts';
import { type Operation, ServedContract } from './served-contract.ts';

// No automatic retries that go on in the background.
const test = testWith({ RETRY_SCHEDULE: '24h' });

/**
 * Reads the contract that the server serves, makes requests from it, good and bad, and holds every answer against it.
 * FUZZ_RUNS=1000 for more requests an operation, FUZZ_SEED for others; a failure prints the seed and the smallest request.
 */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 25);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_240_115);

/** Rules that no schema can say, by the fields that they are about. */
const BEYOND_SCHEMAS = /^(from|cursor|webhook_url|body|custom_headers\.\d+\.name)$/;

let contract: ServedContract;
let operations: Operation[];
test.beforeAll(async ({ api }) => {
  const { body } = await api.call<Record<string, unknown>>('GET', '//openapi.json');
  contract = new ServedContract(body);
  operations = contract.operations();
});

/** Something of everything, for an operation to work on. */
async function knownIds(api: Api, receiver: Receiver): Promise<Record<string, string>> {
  const { agent, webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  const path = `/agents/${agent.id}/webhooks/${webhook.id}/logs/retry`;
  const { body } = await api.call<Schemas['RetryTaskQueuedResponse']>('POST', path, {
    body: { to: '2001-01-01T00:00:00Z' },
  });
  return { agent_id: agent.id, webhook_id: webhook.id, log_id: failed.id, task_id: body.data.id };
}

async function toDelete(api: Api, receiver: Receiver): Promise<Record<string, string>> {
  const agent = await api.createAgent();
  return {
    agent_id: agent.id,
    webhook_id: (await api.createWebhook(agent.id, { webhook_url: receiver.url })).id,
  };
}

async function send(api: Api, { method, path }: Operation, request: ArbitraryRequest, known: Record<string, string>) {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = request.params[name] ?? KNOWN;
    return encodeURIComponent(value === KNOWN ? (known[name] ?? '') : value);
  });
  const query = request.query.length > 0 ? `?${new URLSearchParams(request.query)}` : '';
  const response = await fetch(api.url + filled + query, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body !== undefined && { body: request.body }),
  });
  const text = await response.text();
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return {
    status: response.status,
    headers: response.headers,
    type,
    text,
    body: type.endsWith('json') ? JSON.parse(text) : text,
  };
}

/** Every answer is one that the contract has for the operation. */
function assertDocumented(
  operation: Operation,
  { status, headers, type, text, body }: Awaited<ReturnType<typeof send>>,
) {
  expect(status, `${status}: ${text}`).toBeLessThan(500);
  const reply = operation.replies[status];
  assert(reply, `${status} is not documented: ${text}`);
  const content = reply.content?.[type];
  assert(content, `${status} ${type} is not documented`);
  expect(contract.fault(content.schema, body), text).toBe(null);
  for (const [name, { required, schema }] of Object.entries(reply.headers ?? {})) {
    const value = headers.get(name);
    if (required) assert(value !== null, `${name} is missing`);
    if (value !== null && schema['type'] === 'string')
      expect(contract.fault(schema, value), `${name}: ${value}`).toBe(null);
  }
  if (status >= 400) expect(body.request_id).toBe(headers.get('x-request-id'));
}

/** What does not fit is refused, and what fits is not, but for rules beyond schemas. */
function assertJudgedRight(
  operation: Operation,
  request: ArbitraryRequest,
  { status, body }: Awaited<ReturnType<typeof send>>,
) {
  const fits = request.body !== undefined && operation.body !== null && fitsBody(operation, request.body);
  if (operation.body && !fits)
    expect(status, `accepted a body that does not fit: ${request.body}`).toBeGreaterThanOrEqual(400);
  const plain = Object.values(request.params).every((id) => id === KNOWN) && request.query.length === 0;
  const noHeaders = Object.keys(request.headers).every((name) => name === 'accept-language');
  if (!plain || !noHeaders || (operation.body && !fits) || body.code !== 'VALIDATION_FAILED') return;
  const fields = Object.keys((body as Schemas['ValidationError']).errors);
  assert(
    fields.every((field) => BEYOND_SCHEMAS.test(field)),
    `refused what fits: ${JSON.stringify(body)}`,
  );
}

function fitsBody({ body }: Operation, text: string): boolean {
  try {
    return body !== null && contract.fault(body, JSON.parse(text)) === null;
  } catch {
    return false;
  }
}

describe(`answers are those of the contract (${numRuns} requests an operation)`, () => {
  for (const operationId of Object.keys(table)) {
    test(operationId, async ({ api, receiver }) => {
      const operation = operations.find(({ id }) => id === operationId);
      assert(operation);
      const shared = await knownIds(api, receiver);
      const isDelete = operation.method === 'DELETE';
      const property = fc.asyncProperty(requestsFor(operation, contract), async (request) => {
        const answer = await send(api, operation, request, isDelete ? await toDelete(api, receiver) : shared);
        assertDocumented(operation, answer);
        assertJudgedRight(operation, request, answer);
      });
      await fc.assert(property, {
        numRuns,
        seed,
        interruptAfterTimeLimit: numRuns * 4_000,
        markInterruptAsFailure: true,
      });
    });
  }
  test('none is left out', () => {
    expect(operations.map(({ id }) => id).toSorted()).toStrictEqual(Object.keys(table).toSorted());
  });
});
