import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { languagePicker } from '../../express/language/picker.ts';
import type { Backend, Seeded } from './backend.ts';
import { createFaults, type FaultOptions } from './faults.ts';
import { createFront } from './front.ts';
import { type Documents, documentsOf, ownDocuments } from './load.ts';
import { type Operation, operationsIn } from './operations.ts';
import type { Ask } from './prism.ts';
import { seededRandom } from './random.ts';
import { type Sentinel, sentinelsOf } from './sentinels.ts';
import type { StaticOptions } from './static-backend.ts';

export interface MockOptions extends FaultOptions {
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** Another contract's entry file; null for our own. */
  contract: string | null;
  stateful: boolean;
  dynamic: boolean;
  seed: number;
  /** For the stateful mode: a MongoDB on which it makes a database of its own. */
  mongodbUri: string | undefined;
}

export interface Mock {
  url: string;
  title: string;
  languages: string[];
  operations: number;
  /** A request that works as it is. */
  tryIt: { method: string; path: string; secured: boolean };
  token: string;
  seeded: Seeded;
  sentinels: Sentinel[];
  close(): Promise<void>;
}

const NOTHING = { method: 'GET', path: '/__mock', secured: false };

/** Starts a mock of a contract. @param onError told of the mock's own mistakes, which callers see as INTERNAL_ERROR */
export async function startMock(options: MockOptions, onError: (error: unknown) => void): Promise<Mock> {
  const documents = options.contract ? await documentsOf(options.contract) : await ownDocuments();
  const [[language, document] = ['en', {}]] = documents;
  const operations = operationsIn(document);
  const sentinels = sentinelsOf(operations);
  const random = seededRandom(options.seed);
  const { ask, ready } = prismFor(documents);
  const backend = options.stateful
    ? await startStateful(options)
    : await startStatic({ ...options, document, operations, ask });
  // The real service needs no examples but for errors that are asked for: there, Prism starts with the first of them.
  if (!options.stateful) await ready();

  const languages: [string, ...string[]] = [language, ...[...documents.keys()].slice(1)];
  const about = () => ({
    languages,
    stateful: options.stateful,
    seeded: backend.seeded(),
    sentinels: [...sentinels.values()],
  });
  const front = createFront({
    operations,
    pickLanguage: languagePicker(languages),
    backend,
    faults: createFaults(options, { ask, random, sentinels }),
    about,
    async reset() {
      random.reset();
      await backend.reset();
    },
    onError,
  });
  const close = async () => {
    front.closeAllConnections();
    front.close();
    await backend.close();
  };
  try {
    front.listen(options.port, options.host);
    await once(front, 'listening');
  } catch (error) {
    await backend.close();
    throw error;
  }
  const { address, port, family } = front.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    title: titleOf(document),
    languages,
    operations: operations.length,
    tryIt: backend.tryIt ? { ...backend.tryIt, secured: true } : (operations.find(isPlain) ?? NOTHING),
    token: backend.token,
    seeded: backend.seeded(),
    sentinels: [...sentinels.values()],
    close,
  };
}

/** Prism takes a second to load: it is there when it is waited for, or first asked. */
function prismFor(documents: Documents): { ask: Ask; ready: () => Promise<Ask> } {
  let started: Promise<Ask> | undefined;
  const ready = () => {
    started ??= import('./prism.ts').then(({ startPrism }) => startPrism(documents));
    return started;
  };
  return { ask: async (...request) => (await ready())(...request), ready };
}

async function startStatic(options: StaticOptions): Promise<Backend> {
  const { staticBackend } = await import('./static-backend.ts');
  return staticBackend(options);
}

async function startStateful({ mongodbUri }: MockOptions): Promise<Backend> {
  const { statefulBackend } = await import('../../../mock/stateful/backend.ts');
  return statefulBackend(mongodbUri);
}

function titleOf(document: Record<string, unknown>): string {
  const { info } = document;
  return typeof info === 'object' && info !== null && 'title' in info ? String(info.title) : 'API';
}

/** Needs neither ids nor parameters nor a body. */
function isPlain({ method, parameters, body }: Operation): boolean {
  return method === 'GET' && !body && !parameters.some(({ required }) => required);
}
