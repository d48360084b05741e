import { describe, expect } from 'vitest';
import type { Api } from '../support/api.ts';
import { type FailedDelivery, failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { TOKEN } from '../support/service.ts';

/**
 * What the two pages say that this service was made from, and nothing that anybody decided since. The client here knows those
 * pages only: `fetch`, and what is written there.
 */
const english = {
  summary: 'Retry Webhook Delivery',
  description:
    'Manually retry a failed webhook delivery. The retry creates a new log entry — the original log is preserved.',
  parameters: {
    agent_id: 'Agent UUID.',
    webhook_id: 'Webhook UUID.',
    log_id: 'Log UUID of the failed delivery to retry.',
  },
  authorization: 'Bearer token. Format: `Bearer talq_your_environment_token_here`',
  cannotRetry: {
    title: 'Cannot Retry',
    text: 'Returned when the log is not in a retriable state (e.g., already succeeded, too old, or webhook is disabled).',
  },
  notes: [
    "Retries respect the webhook's current configuration (URL, headers, timeout) — not the configuration at the time of the original attempt.",
    'Use [List Webhook Delivery Logs](…) to track the new attempt.',
  ],
};
const portuguese: typeof english = {
  summary: 'Retentar Entrega de Webhook',
  description:
    'Retentar manualmente uma entrega de webhook que falhou. O retry cria uma nova entrada de log — o log original é preservado.',
  parameters: {
    agent_id: 'UUID do agente.',
    webhook_id: 'UUID do webhook.',
    log_id: 'UUID do log da entrega que falhou a ser retentada.',
  },
  authorization: 'Token Bearer. Formato: `Bearer talq_your_environment_token_here`',
  cannotRetry: {
    title: 'Não é Possível Retentar',
    text: 'Retornado quando o log não está em um estado retentável (ex: já teve sucesso, é muito antigo ou o webhook está desativado).',
  },
  notes: [
    'Os retries respeitam a configuração atual do webhook (URL, cabeçalhos, timeout) — não a configuração no momento da tentativa original.',
    'Use [Listar Logs de Entrega de Webhook](…) para acompanhar a nova tentativa.',
  ],
};
const path = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry';

let delivery: FailedDelivery;
test.beforeAll(async ({ api, receiver }) => {
  delivery = await failedDelivery(api, receiver);
});

async function postAsThePageSays(api: Api, logId: string, headers: Record<string, string> = {}) {
  const { agent, webhook } = delivery;
  const url = `${api.url}/api/v1/agents/${agent.id}/webhooks/${webhook.id}/logs/${logId}/retry`;
  const response = await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${TOKEN}`, ...headers } });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, type: response.headers.get('content-type'), body };
}

test('the request of the page gets the answers of the page', async ({ api }) => {
  const { failed } = delivery;
  const retried = await postAsThePageSays(api, failed.id);
  expect([retried.status, retried.type]).toStrictEqual([200, 'application/json; charset=utf-8']);
  const { log_id, queued_at } = retried.body['data'] as Record<string, string>;
  expect(retried.body).toStrictEqual({
    success: true,
    message: 'Webhook retry queued successfully',
    data: { log_id, original_log_id: failed.id, queued_at },
  });
  expect(log_id ?? '').toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(log_id).not.toBe(failed.id);
  expect(queued_at ?? '').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

  // "Already succeeded" is the page's first example of what cannot be retried.
  await api.logThat(delivery.webhook, ({ id, status }) => id === log_id && status === 'success');
  const refused = await postAsThePageSays(api, log_id ?? '');
  expect(refused.status).toBe(422);
  const { success, message, code } = refused.body;
  expect({ success, message, code }).toStrictEqual({
    success: false,
    message: 'Log cannot be retried',
    code: 'LOG_NOT_RETRIABLE',
  });

  const inPortuguese = await postAsThePageSays(api, log_id ?? '', { 'Accept-Language': 'pt-BR' });
  expect(inPortuguese.status).toBe(422);
  expect([inPortuguese.body['code'], inPortuguese.body['message']]).toStrictEqual([
    'LOG_NOT_RETRIABLE',
    'Não é possível retentar o log',
  ]);
});

interface ServedOperation {
  summary: string;
  description: string;
  requestBody?: unknown;
  responses: Record<
    string,
    { $ref?: string; content?: { 'application/json': { examples: Record<string, { value: unknown }> } } }
  >;
}
interface Served {
  paths: Record<string, { parameters: { $ref: string }[]; post: ServedOperation }>;
  components: {
    parameters: Record<
      string,
      { name: string; in: string; required: boolean; description: string; schema: { type: string } }
    >;
    responses: Record<
      string,
      { description: string; content: { 'application/json': { examples: Record<string, { value: unknown }> } } }
    >;
    schemas: Record<string, { description?: string }>;
    securitySchemes: Record<string, { type: string; scheme: string; description: string }>;
  };
}

const last = (ref: string | undefined) => ref?.split('/').at(-1) ?? '';
/** Where a link leads is up to the site that shows it. */
const withoutTargets = (text: string) => text.replaceAll(/\]\([^)]*\)/g, '](…)');

for (const [language, page] of [
  ['en', english],
  ['pt-BR', portuguese],
] as const) {
  describe(`/openapi.json in ${language} says what the page says`, () => {
    let served: Served;
    let operation: ServedOperation;
    test.beforeAll(async ({ api }) => {
      const response = await fetch(`${api.url}/openapi.json`, { headers: { 'accept-language': language } });
      served = (await response.json()) as Served;
      operation = served.paths[path]?.post as ServedOperation;
    });

    test('path, method, summary and description', () => {
      expect(operation.summary).toBe(page.summary);
      expect(operation.description.split('\n')[0]).toBe(page.description);
      expect(operation.requestBody).toBe(undefined);
    });

    test('path parameters', () => {
      const parameters = served.paths[path]?.parameters.map(({ $ref }) => served.components.parameters[last($ref)]);
      expect(
        parameters?.map((one) => [one?.name, one?.in, one?.required, one?.schema.type, one?.description]),
      ).toStrictEqual(Object.entries(page.parameters).map(([name, text]) => [name, 'path', true, 'string', text]));
    });

    test('the header with the token', () => {
      const [scheme] = Object.values(served.components.securitySchemes);
      expect(scheme).toStrictEqual({ type: 'http', scheme: 'bearer', description: page.authorization });
    });

    test('the refusal, and the notes', () => {
      const refused = served.components.responses[last(operation.responses['422']?.$ref)];
      expect(refused?.description).toBe(page.cannotRetry.title);
      expect(served.components.schemas['LogNotRetriableError']?.description).toBe(page.cannotRetry.text);
      const description = withoutTargets(operation.description);
      for (const note of page.notes) expect(description.includes(`* ${note}`), note).toBeTruthy();
    });

    test('the examples, field by field', () => {
      const example = operation.responses['200']?.content?.['application/json'].examples['queued']?.value;
      expect(shapeOf(example)).toStrictEqual({
        success: 'boolean',
        message: 'string',
        data: { log_id: 'string', original_log_id: 'string', queued_at: 'string' },
      });
      expect(JSON.stringify(example)).toMatch(/"queued_at":"2024-01-15T11:30:00Z"/);
    });
  });
}

function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
