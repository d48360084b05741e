import { createHash } from 'node:crypto';
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
} from '@stoplight/prism-http';
import { pino } from 'pino';
import type { JsonObject } from '../document/json.ts';
import { generable } from './generable.ts';
import type { Documents } from './load.ts';
import type { Operation } from './operations.ts';
import type { Preference } from './prefer.ts';
import { prismDocument, unmarked } from './prism-document.ts';

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
  const examples = new Map<string, Resources>();
  for (const [language, document] of documents) examples.set(language, await resourcesOf(document));
  /** Read when they are first asked for: most mocks never are. */
  const generators = new Map<string, Promise<Resources>>();
  function generatorsOf(language: string): Promise<Resources> {
    const read = generators.get(language) ?? resourcesOf(generable(documents.get(language) ?? {}));
    generators.set(language, read);
    return read;
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
    const path = pathname.slice(operation.path.length - operation.template.length);
    const mock = { code, exampleKey: example };
    if (dynamic) {
      const all = await generatorsOf(language);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const own = seed === undefined ? {} : { seed: attempt === 0 ? seed : `${seed}.${attempt}` };
        const how = config({ ...mock, ...own, dynamic: true }, true);
        const { output, validations } = await answerOf(all, operation, path, how);
        if (validations.output.length === 0) return mockedOf(output);
      }
    }
    return mockedOf((await answerOf(examples.get(language) ?? [], operation, path, config(mock))).output);
  };
}

/** What Prism made of documents, by their hash: it takes seconds for a large one, and holds nothing of who is answered. */
const resources = new Map<string, Promise<Resources>>();
const KEPT_DOCUMENTS = 16;

function resourcesOf(document: JsonObject): Promise<Resources> {
  const key = createHash('sha256').update(JSON.stringify(document)).digest('base64');
  // It changes the document that it is given, which is a copy.
  const read = resources.get(key) ?? getHttpOperationsFromSpec(prismDocument(document));
  resources.delete(key);
  resources.set(key, read);
  const [oldest = ''] = resources.keys();
  if (resources.size > KEPT_DOCUMENTS) resources.delete(oldest);
  return read;
}

function mockedOf({ statusCode, headers = {}, body }: IHttpResponse): Mocked {
  const texts = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  return {
    status: statusCode,
    headers: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
    body: unmarked(body),
  };
}
