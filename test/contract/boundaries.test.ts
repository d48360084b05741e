import { readFileSync } from 'node:fs';
import { assert, expect } from 'vitest';
import { operations as table } from '../../generated/operations.ts';
import type { Api, Schemas } from '../support/api.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import { boundaryValues, exampleOf } from './boundary-values.ts';
import { type Operation, type Parameter, ServedContract } from './served-contract.ts';

/** For every operation: what the contract forbids is refused, and what it allows is not, at each boundary that a keyword draws. */
const test = testWith({ RETRY_SCHEDULE: '24h', RATE_LIMIT: '1000000' });

/** Rules that no schema can say, by the fields that they are about; each is in the description of its field. */
const BEYOND_SCHEMAS = /^(from|cursor|webhook_url|body|data|custom_headers\.\d+\.name)$/;
/** As many requests work on the same agent, so that nothing grows without end. */
const PER_AGENT = 40;

const file = new URL('../../generated/openapi.en.json', import.meta.url);
const contract = new ServedContract(JSON.parse(readFileSync(file, 'utf8')));

type Known = Record<string, string>;
interface Trial {
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Null for what fits. */
  fault: string | null;
  /** What has to be named when it does not fit; any field of a body. */
  field?: string;
}

async function knownIds(api: Api, receiver: Receiver): Promise<Known> {
  const { agent, webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  return { agent_id: agent.id, webhook_id: webhook.id, log_id: failed.id, task_id: failed.id };
}

const filled = (path: string, ids: Known) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');

/** In a query, a header or a path, all values are texts. */
function faultOfText({ schema }: Parameter, text: string): string | null {
  const isInteger = contract.resolve(schema)['type'] === 'integer';
  if (isInteger && !/^-?[1-9]\d*$/.test(text)) return 'not an integer';
  return contract.fault(schema, isInteger ? Number(text) : text);
}

function trialsOf(operation: Operation, ids: Known): Trial[] {
  const { path, parameters, body } = operation;
  const base = { path: filled(path, ids), ...(body && { body: JSON.stringify(exampleOf(contract, body)) }) };
  const ofBody = (body ? boundaryValues(contract, body) : []).map((value) => {
    const text = JSON.stringify(value);
    return { ...base, body: text, fault: body && contract.fault(body, JSON.parse(text)) };
  });
  const ofParameters = parameters.flatMap((parameter): Trial[] => {
    const { name, in: place, schema } = parameter;
    const texts = boundaryValues(contract, schema)
      .filter((value) => typeof value !== 'object')
      .map(String);
    return texts.flatMap((text): Trial[] => {
      const fault = faultOfText(parameter, text);
      if (place === 'query') {
        return [{ ...base, path: `${base.path}?${name}=${encodeURIComponent(text)}`, fault, field: name }];
      }
      // HTTP takes the spaces around a value away, and what is not ASCII cannot be sent.
      if (place === 'header') {
        return /^([!-~]([ -~]*[!-~])?)?$/.test(text)
          ? [{ ...base, headers: { [name]: text }, fault, field: name }]
          : [];
      }
      // An id that fits is tried with each request; an empty one makes another path.
      const other = filled(path, { ...ids, [name]: encodeURIComponent(text) });
      return fault === null || text === '' ? [] : [{ ...base, path: other, fault, field: name }];
    });
  });
  return [...ofBody, ...ofParameters];
}

for (const operationId of Object.keys(table)) {
  const operation = contract.operations().find(({ id }) => id === operationId);
  assert(operation);
  if (operation.parameters.length === 0 && !operation.body) continue;
  test(operationId, async ({ api, receiver }) => {
    const seen = { fits: 0, refused: 0 };
    const size = trialsOf(operation, {}).length;
    for (let from = 0; from < size; from += PER_AGENT) {
      const trials = trialsOf(operation, await knownIds(api, receiver)).slice(from, from + PER_AGENT);
      for (const { path, headers = {}, body, fault, field } of trials) {
        const answer = await api.call<Schemas['ValidationError']>(operation.method, `/${path}`, {
          ...(body !== undefined && { raw: body }),
          headers,
        });
        const what = `${path.slice(0, 200)} ${JSON.stringify(headers)} ${body?.slice(0, 200)}: ${fault}, ${answer.status}`;
        const named = answer.body.code === 'VALIDATION_FAILED' ? Object.keys(answer.body.errors) : [];
        if (fault !== null) {
          seen.refused++;
          expect(answer.status, what).toBe(422);
          if (field) expect(named, what).toContain(field.toLowerCase()); // as names of headers are told
        } else {
          seen.fits++;
          expect(answer.status, what).toBeLessThan(500);
          expect(answer.status, what).not.toBe(400);
          expect(
            named.filter((name) => !BEYOND_SCHEMAS.test(name)),
            what,
          ).toEqual([]);
        }
      }
    }
    expect(seen.refused).toBeGreaterThan(0);
  }, 120_000);
}
