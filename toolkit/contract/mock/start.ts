import { createTranslator, type ErrorPreset, listen, standardErrors, type Translator } from '../../express/index.ts';
import { createMockApp } from './app.ts';
import type { Backend, Seeded } from './backend.ts';
import { type CredentialSample, credentialSample, isTokenOnly, unknownSchemes } from './credentials.ts';
import { createFaults, type FaultOptions } from './faults.ts';
import { type Documents, documentsOf, draftsOf } from './load.ts';
import { defaultMessages, type MockMessages } from './messages.ts';
import { type Operation, operationsIn } from './operations.ts';
import type { Ask } from './prism.ts';
import { seededRandom } from './random.ts';
import { type Sentinel, sentinelsOf } from './sentinels.ts';
import { staticBackend } from './static-backend.ts';

export interface MockOptions extends FaultOptions {
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** A contract's entry file; null for the one that the mock is bound to. */
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
  tryIt: { method: string; path: string; credentials: CredentialSample };
  /** What of the contract cannot be checked, or served, a sentence each. */
  problems: string[];
  token: string;
  /** Whether bearer tokens are the only credentials of the contract. */
  isTokenOnly: boolean;
  seeded: Seeded;
  sentinels: Sentinel[];
  close(): Promise<void>;
}

/** A contract that a mock is bound to, with what is its own. */
export interface MockBinding {
  documents(): Promise<Documents>;
  /** The languages that have gaps. */
  drafts: readonly string[];
  translator: Translator<MockMessages>;
  errors: ErrorPreset;
  /** Looks like a token of this API. */
  token: string;
  /** Starts the real service behind the mock. */
  stateful(mongodbUri: string | undefined): Promise<Backend>;
}

const ABOUT = { method: 'GET', path: '/__mock' };
const TOKEN = 'token';

/**
 * Starts a mock of a contract.
 * @param binding what it is bound to when no other contract is named
 * @param onError told of the mock's own mistakes, which callers see as INTERNAL_ERROR
 */
export async function startMock(
  options: MockOptions,
  binding: MockBinding,
  onError: (error: unknown) => void,
): Promise<Mock> {
  const { documents, drafts, translator, errors, token } = options.contract
    ? await bindingOf(options.contract)
    : await own(binding);
  const [[language, document] = ['en', {}]] = documents;
  const operations = operationsIn(document);
  const sentinels = sentinelsOf(operations);
  const random = seededRandom(options.seed);
  const { ask, ready } = prismFor(documents, (problem) => onError(new Error(problem)));
  const backend = options.stateful
    ? await binding.stateful(options.mongodbUri)
    : staticBackend({ ...options, operations, ask, token });
  // What Prism cannot read is told at once, of any contract but the one that the mock is bound to, which its tests are for.
  if (options.contract) await ready();

  const languages: [string, ...string[]] = [language, ...[...documents.keys()].slice(1)];
  const problems = unknownSchemes(document, operations);
  const about = () => ({
    languages,
    stateful: options.stateful,
    seeded: backend.seeded(),
    sentinels: [...sentinels.values()],
    problems,
  });
  const app = createMockApp({
    document,
    documents,
    operations,
    languages,
    drafts,
    translator,
    errors,
    backend,
    faults: createFaults(options, { ask, random, sentinels }),
    about,
    async reset() {
      random.reset();
      await backend.reset();
    },
    onError,
  });
  problems.push(...app.problems);
  const plain = operations.find((one) => isPlain(one));
  const tried = backend.tryIt ?? plain ?? ABOUT;
  const of = operations.find(({ method, path }) => method === tried.method && path === tried.path) ?? plain;
  const credentials = of ? credentialSample(document, of, backend.token) : { curl: [], query: '' };
  const { port, host } = options;
  const listening = await listen(app.express, { port, host, malformed: app.malformed }).catch(async (error) => {
    await backend.close();
    throw error;
  });
  // The real service needs no examples but for errors that are asked for: there, Prism starts with the first of them.
  // Failure policy: a Prism that does not start fails each request that needs it.
  if (!options.stateful) setImmediate(() => ready().catch(() => {}));
  return {
    url: listening.url,
    title: titleOf(document),
    languages,
    operations: operations.length,
    tryIt: { ...tried, credentials },
    problems,
    token: backend.token,
    isTokenOnly: isTokenOnly(document, operations),
    seeded: backend.seeded(),
    sentinels: [...sentinels.values()],
    async close() {
      await listening.close(0);
      await backend.close();
    },
  };
}

/** Any contract, with the mock's own words. */
async function bindingOf(contract: string) {
  const translator = createTranslator<MockMessages>(defaultMessages);
  return {
    documents: await documentsOf(contract),
    drafts: await draftsOf(contract),
    translator,
    errors: standardErrors,
    token: TOKEN,
  };
}

async function own({ documents, drafts, translator, errors, token }: MockBinding) {
  return { documents: await documents(), drafts, translator, errors, token };
}

/** Prism takes longer to load than all the rest: it is there when it is waited for, or first asked. */
function prismFor(documents: Documents, tell: (problem: string) => void): { ask: Ask; ready: () => Promise<Ask> } {
  let started: Promise<Ask> | undefined;
  const ready = () => {
    started ??= import('./prism.ts').then(({ startPrism }) => startPrism(documents, tell));
    return started;
  };
  return { ask: async (...request) => (await ready())(...request), ready };
}

function titleOf(document: Record<string, unknown>): string {
  const { info } = document;
  return typeof info === 'object' && info !== null && 'title' in info ? String(info.title) : 'API';
}

/** Needs neither ids nor parameters nor a body. */
function isPlain({ method, parameters, hasBody }: Operation): boolean {
  return method === 'GET' && !hasBody && !parameters.some(({ required }) => required);
}
