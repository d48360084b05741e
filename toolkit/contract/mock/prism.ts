import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
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

/** The generator of Prism adds members of its own, by names that are Latin, wherever a schema does not forbid them. */
function withoutExtraMembers(): void {
  const ofPrism = createRequire(import.meta.resolve('@stoplight/prism-http'));
  ofPrism('json-schema-faker').JSONSchemaFaker.option({ fillProperties: false });
}

/**
 * Prism in this process, one instance per language: it ignores `Accept-Language`.
 * @param tell told, once each, of operations that Prism cannot answer
 */
export async function startPrism(documents: Documents, tell: (problem: string) => void): Promise<Ask> {
  withoutExtraMembers();
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

  const told = new Set<string>();
  return async (language, operation, pathname, { code, example, dynamic, seed }) => {
    const path = pathname.slice(operation.path.length - operation.template.length);
    const mock = { code, exampleKey: example };
    const generated = async (): Promise<Mocked | null> => {
      const all = await generatorsOf(language);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const own = seed === undefined ? {} : { seed: attempt === 0 ? seed : `${seed}.${attempt}` };
        const how = config({ ...mock, ...own, dynamic: true }, true);
        const { output, validations } = await answerOf(all, operation, path, how);
        if (validations.output.length === 0) return mockedOf({ ...output, body: withUniqueIds(output.body) });
      }
      return null;
    };
    try {
      const made = dynamic ? await generated().catch(() => null) : null;
      return made ?? mockedOf((await answerOf(examples.get(language) ?? [], operation, path, config(mock))).output);
    } catch (error) {
      // Failure policy: a schema that is too odd, or too large, for Prism does not make a mock fail where the API does not.
      const status = code ?? operation.replies.find((reply) => reply.status < 400)?.status ?? 200;
      const key = `${operation.id} ${status}`;
      if (!told.has(key)) tell(`${key} has an empty body: ${error instanceof Error ? error.message : String(error)}`);
      told.add(key);
      return (dynamic ? null : await generated().catch(() => null)) ?? { status, headers: {}, body: undefined };
    }
  };
}

/** Of the items of a list with the same id, the first. */
function withUniqueIds(value: unknown): unknown {
  if (Array.isArray(value)) {
    const seen = new Set<unknown>();
    return value.map(withUniqueIds).filter((item) => {
      const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
      const isNew = id === undefined || !seen.has(id);
      seen.add(id);
      return isNew;
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withUniqueIds(inner)]));
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
