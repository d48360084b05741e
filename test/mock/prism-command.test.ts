import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafts, languages } from '../../generated/operations.ts';
import { type Json, type JsonObject, objectAt } from '../../toolkit/contract/document/json.ts';
import { type ContractOperation, operationsIn } from '../../toolkit/contract/document/operations.ts';
import { exampleOf, resolved } from '../../toolkit/contract/document/reference.ts';

/** Prism reads the whole contract before it listens. */
const START_MS = 60_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Drafts have English examples. */
const complete = languages.filter((language) => !drafts.includes(language));

/** What a front-end team does that has only Prism and a bundle: `npx prism mock generated/openapi.pt-BR.yaml`. */
describe.each(complete)('the prism command on the bundle in %s', async (language) => {
  const document: JsonObject = JSON.parse(await readFile(`${root}generated/openapi.${language}.json`, 'utf8'));
  const operations = operationsIn(document).filter(({ isWebhook }) => !isWebhook);
  let prism: { url: string; stop(): Promise<void> };
  beforeAll(async () => {
    prism = await startPrism(`generated/openapi.${language}.yaml`);
  }, START_MS);
  afterAll(() => prism.stop());

  test.each(operations)('$id: every documented answer', async (operation) => {
    const examples = examplesOf(document, operation);
    expect(examples.length).toBeGreaterThan(0);
    for (const { status, type, name, value } of examples) {
      const response = await ask(document, operation, prism.url, `code=${status}, example=${name}`);
      const body = type.includes('json') ? await response.json() : await response.text();
      expect({ status: response.status, body }, `${status} ${name}`).toEqual({ status: Number(status), body: value });
      expect(response.headers.get('content-type'), name).toContain(type);
      expect(response.headers.get('content-language'), name).toBe(language);
    }
  });

  test('what it refuses by itself, it refuses in the words of the contract', async () => {
    const response = await fetch(`${prism.url}/api/v1/agents`);
    const { message } = (await response.json()) as { message: string };
    expect(response.status).toBe(401);
    expect(message).toBe(language === 'en' ? 'Missing Bearer Token' : 'Token Bearer ausente');
  });
});

test('every sentence of the Portuguese bundle is in Portuguese', async () => {
  const [english, portuguese] = await Promise.all(['en', 'pt-BR'].map(sentencesIn));
  expect(portuguese?.size).toBe(english?.size);
  for (const [place, sentence] of english ?? []) expect(portuguese?.get(place), place).not.toBe(sentence);
});

/** The messages of all examples, by their place in the contract. */
async function sentencesIn(language: string): Promise<Map<string, string>> {
  const document: JsonObject = JSON.parse(await readFile(`${root}generated/openapi.${language}.json`, 'utf8'));
  const found = operationsIn(document).flatMap((operation) =>
    examplesOf(document, operation).flatMap(({ status, name, value }): [string, string][] => {
      const message = objectAt({ value }, 'value')['message'];
      return typeof message === 'string' ? [[`${operation.id} ${status} ${name}`, message]] : [];
    }),
  );
  expect(found.length).toBeGreaterThan(0);
  return new Map(found);
}

function examplesOf(document: JsonObject, { responses }: ContractOperation) {
  return responses.flatMap(([status, response]) =>
    Object.entries(objectAt(response, 'content')).flatMap(([type, media]) =>
      Object.entries(objectAt(media, 'examples')).map(([name, example]) => ({
        status,
        type,
        name,
        value: resolved(document, example)['value'] ?? null,
      })),
    ),
  );
}

/** A request that is right, made of the contract's own examples. */
function ask(document: JsonObject, operation: ContractOperation, url: string, prefer: string): Promise<Response> {
  const example = (node: JsonObject): Json => exampleOf(document, node) ?? null;
  const required = (place: string) =>
    operation.parameters.filter((one) => one['in'] === place && one['required'] === true);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const parameter = required('path').find((one) => one['name'] === name);
    return encodeURIComponent(String(example(parameter ?? {})));
  });
  const query = new URLSearchParams(
    required('query').map((one): [string, string] => [String(one['name']), String(example(one))]),
  );
  const headers = Object.fromEntries(required('header').map((one) => [String(one['name']), String(example(one))]));
  const media = objectAt(objectAt(operation.body, 'content'), 'application/json');
  return fetch(`${url}${path}${query.size > 0 ? `?${query}` : ''}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...headers,
      prefer,
      ...(operation.secured && { authorization: 'Bearer talq_any' }),
      ...(operation.body && { 'content-type': 'application/json' }),
    },
    ...(operation.body && { body: JSON.stringify(example(media)) }),
  });
}

async function startPrism(bundle: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  // The file that `npx prism` runs, without npx in between, so that ending it ends the server.
  const prism = spawn(process.execPath, ['node_modules/.bin/prism', 'mock', bundle, '--port', `${port}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(prism, 'exit');
  const lines = createInterface({ input: prism.stdout });
  const url = `http://127.0.0.1:${port}`;
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => line.includes(`listening on ${url}`) && resolve());
    ended.then(() => reject(new Error('prism ended before it listened')));
  });
  return {
    url,
    async stop() {
      prism.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
