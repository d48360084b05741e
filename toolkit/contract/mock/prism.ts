import { createInstance, getHttpOperationsFromSpec, type IHttpConfig, type IHttpRequest } from '@stoplight/prism-http';
import { pino } from 'pino';
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

/** Prism in this process, one instance per language: it ignores `Accept-Language`. */
export async function startPrism(documents: Documents): Promise<Ask> {
  const config = (mock: object): IHttpConfig => ({
    ...UNCHECKED,
    isProxy: false,
    upstreamProxy: undefined,
    mock: { dynamic: false, ...mock },
  });
  const instances = new Map<string, Awaited<ReturnType<typeof getHttpOperationsFromSpec>>>();
  for (const [language, document] of documents) {
    // It changes the document that it is given.
    instances.set(language, await getHttpOperationsFromSpec(structuredClone(document)));
  }
  const prism = createInstance(config({}), { logger: SILENT });

  return async (language, operation, pathname, { code, example, dynamic, seed }) => {
    const all = instances.get(language) ?? [];
    const resources = all.filter(
      (one) => one.path === operation.template && one.method === operation.method.toLowerCase(),
    );
    const request: IHttpRequest = {
      method: operation.method.toLowerCase() as IHttpRequest['method'],
      url: { path: pathname.slice(operation.path.length - operation.template.length), query: {} },
      headers: {},
    };
    const mock = { code, exampleKey: example, dynamic: dynamic ?? false, ...(seed !== undefined && { seed }) };
    const outcome = await prism.request(request, resources, config(mock))();
    if (outcome._tag === 'Left') throw outcome.left;
    const { statusCode, headers = {}, body } = outcome.right.output;
    const texts = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
    return {
      status: statusCode,
      headers: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
      body,
    };
  };
}
