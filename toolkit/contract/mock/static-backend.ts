import { routeNotFound } from '../../express/index.ts';
import { sendMocked } from './answer.ts';
import type { Backend, Seeded } from './backend.ts';
import type { Operation } from './operations.ts';
import type { Ask } from './prism.ts';

export interface StaticOptions {
  operations: Operation[];
  ask: Ask;
  /** Make answers of the schemas instead of the examples, the same again for the same seed. */
  dynamic: boolean;
  seed: number;
  /** Looks like a token of this API; any is accepted. */
  token: string;
}

/** Answers with the contract's examples. */
export function staticBackend({ operations, ask, dynamic, seed, token }: StaticOptions): Backend {
  return {
    checksItself: false,
    token,
    tryIt: null,
    seeded: () => exampleIds(operations),
    async answer(exchange, call) {
      if (!call) throw routeNotFound();
      const { operation, pathname, language, preference } = call;
      const wanted = { ...(dynamic && { dynamic }), seed: String(seed), ...preference };
      sendMocked(exchange, await ask(language, operation, pathname, wanted));
    },
    async reset() {}, // there is nothing that could have changed
    async close() {},
  };
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
