import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
} from '@stoplight/prism-http';
import { pino } from 'pino';
import { generable } from './generable.ts';
import type { Documents } from './load.ts';
import type { Operation } from './operations.ts';
import type { Preference } from './prefer.ts';

/** An answer that Prism made of the contract. */
export interface Mocked {
  status: number;
  headers: Record<string, string>;
  /** A value for JSON, text for anything else. */
  body: unknown;
}

export type Ask = (language: string, operation: Operation, pathname: string, preference: Preference) => Promise<Mocked>;

/** Prism logs at a level of its own, which its children have to have too. */
const SILENT = Object.assign(pino({ level: 'silent' }), { success: () => {} });
/** Requests are checked before Prism sees them: its own findings are in English, and not in our shape. */
const UNCHECKED = { checkSecurity: false, validateRequest: false, validateResponse: false, errors: false } as const;

/** Made-up answers that do not fit their schemas are made up anew, so often; then the example is given. */
const ATTEMPTS = 4;

type Resources = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;

/** Prism in this process, one instance per language: it ignores `Accept-Language`. */
export async function startPrism(documents: Documents): Promise<Ask> {
  const config = (mock: object, validateResponse = false): IHttpConfig => ({
    ...UNCHECKED,
    validateResponse,
    isProxy: false,
    upstreamProxy: undefined,
    mock: { dynamic: false, ...mock },
  });
  const instances = new Map<string, { examples: Resources; dynamic: Resources }>();
  for (const [language, document] of documents) {
    instances.set(language, {
      // It changes the document that it is given.
      examples: await getHttpOperationsFromSpec(structuredClone(document)),
      dynamic: await getHttpOperationsFromSpec(structuredClone(generable(document))),
    });
  }
  const prism = createInstance(config({}), { logger: SILENT });

  async function answerOf(all: Resources, { template, method }: Operation, path: string, how: IHttpConfig) {
    const resources = all.filter((one) => one.path === template && one.method === method.toLowerCase());
    const request: IHttpRequest = {
      method: method.toLowerCase() as IHttpRequest['method'],
      url: { path, query: {} },
      headers: {},
    };
    const outcome = await prism.request(request, resources, how)();
    if (outcome._tag === 'Left') throw outcome.left;
    return outcome.right;
  }

  return async (language, operation, pathname, { code, example, dynamic, seed }) => {
    const { examples = [], dynamic: generators = [] } = instances.get(language) ?? {};
    const path = pathname.slice(operation.path.length - operation.template.length);
    const mock = { code, exampleKey: example };
    if (dynamic) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const own = seed === undefined ? {} : { seed: attempt === 0 ? seed : `${seed}.${attempt}` };
        const how = config({ ...mock, ...own, dynamic: true }, true);
        const { output, validations } = await answerOf(generators, operation, path, how);
        if (validations.output.length === 0) return mockedOf(output);
      }
    }
    return mockedOf((await answerOf(examples, operation, path, config(mock))).output);
  };
}

function mockedOf({ statusCode, headers = {}, body }: IHttpResponse): Mocked {
  const texts = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  return {
    status: statusCode,
    headers: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
    body,
  };
}
