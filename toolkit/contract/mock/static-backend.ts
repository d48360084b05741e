import type { JsonObject } from '../document/json.ts';
import { sendMocked } from './answer.ts';
import type { Backend, Seeded } from './backend.ts';
import { Failure, sentence } from './failure.ts';
import type { Operation } from './operations.ts';
import type { Ask } from './prism.ts';
import { readBody } from './request/body.ts';
import { createValidator } from './request/validation.ts';

export interface StaticOptions {
  document: JsonObject;
  operations: Operation[];
  ask: Ask;
  /** Make answers of the schemas instead of the examples, the same again for the same seed. */
  dynamic: boolean;
  seed: number;
}

/** A token that looks like one; any is accepted. */
const ANY_TOKEN = 'talq_mock';
const BEARER = /^Bearer +[\w\-.~+/=]{1,500} *$/i;

/** Answers with the contract's examples, after checking requests as the server does. */
export function staticBackend({ document, operations, ask, dynamic, seed }: StaticOptions): Backend {
  const validate = createValidator(document);
  return {
    token: ANY_TOKEN,
    tryIt: null,
    seeded: () => exampleIds(operations),
    async answer(exchange, call) {
      if (!call) throw new Failure(404, 'ROUTE_NOT_FOUND', { message: sentence('route_not_found') });
      const { req, operation, params, url, language, preference } = call;
      if (operation.secured) assertToken(req.headers.authorization);
      const body = await readBody(req, operation);
      validate(operation, { params, query: queryOf(url), headers: req.headers, body });
      const wanted = { ...(dynamic && { dynamic }), seed: String(seed), ...preference };
      sendMocked(exchange, await ask(language, operation, url.pathname, wanted));
    },
    async reset() {}, // there is nothing that could have changed
    async close() {},
  };
}

function assertToken(authorization: string | undefined): void {
  if (authorization && BEARER.test(authorization)) return;
  const message = sentence(authorization ? 'unauthenticated_invalid' : 'unauthenticated_missing');
  throw new Failure(401, 'UNAUTHENTICATED', { message, headers: { 'WWW-Authenticate': 'Bearer' } });
}

function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const names = new Set(searchParams.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** The ids of the contract's examples: those of its path parameters, which are what a caller puts into a path. */
function exampleIds(operations: Operation[]): Seeded {
  const inPaths = operations.flatMap(({ parameters }) => parameters.filter((one) => one.in === 'path'));
  const named = inPaths.flatMap(({ name, schema }): [string, { id: string }][] => {
    const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [schema['example']];
    return typeof example === 'string' ? [[name, { id: example }]] : [];
  });
  return Object.fromEntries(named);
}
