import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { sharedBy } from '../../limits/limits.ts';
import { createShares } from '../../limits/shares.ts';

/** How long a look-up may take in all, its wait for a turn included, ms. */
const LOOKUP_TIMEOUT = 5_000;
/** How long each name server has for one answer, ms. */
const ANSWER_TIMEOUT = 1_500;
/** How long the second family of addresses is waited for once the first is there, ms. */
const SECOND_FAMILY_WAIT = 500;
/** For how long a failure answers for the name, ms. */
const FAILURE_REMEMBERED = 5_000;
const MOST_FAILURES = 10_000;
/** For how long the files of the system are not read again, ms. */
const FILES_REMEMBERED = 5_000;
/** As many search domains as resolv.conf(5) may be expected to have. */
const MOST_SEARCHED = 6;

/** A name could not be resolved. */
export class LookupFailed extends Error {
  /** No name server answered in time. */
  readonly timedOut: boolean;
  /** How long it took, ms. */
  readonly ms: number;
  constructor(hostname: string, timedOut: boolean, ms: number) {
    super(`${hostname} ${timedOut ? 'was not resolved in time' : 'could not be resolved'}`);
    this.name = 'LookupFailed';
    this.timedOut = timedOut;
    this.ms = ms;
  }
}

/** All addresses of a name, IPv4 first, never none. @throws LookupFailed */
export type Resolve = (hostname: string, environmentId: string) => Promise<LookupAddress[]>;

/** What the files of the system say. */
interface SystemNames {
  hosts: Map<string, LookupAddress[]>;
  search: string[];
  ndots: number;
}

/**
 * Resolves names without `getaddrinfo`, which waits in libuv's small pool of threads: a few name servers that do not answer would stop
 * every look-up of the process. Each look-up has a c-ares channel of its own, so that it can be given up.
 *
 * In this order: `/etc/hosts`; `localhost` and names below it, which are this machine (RFC 6761, 6.3); the name servers, with the
 * `search` and `ndots` of `/etc/resolv.conf`. Other sources of nsswitch.conf (mDNS, NIS) are not asked.
 * @param servers  addresses of name servers, with ports if need be; those of the system if there are none
 */
export function createResolver(servers: readonly string[]): Resolve {
  const shares = createShares(sharedBy('nameLookups'));
  const system = remembered(readSystemNames, FILES_REMEMBERED);
  /** By environment and name, so that nobody is given the time-out of a look-up that another tenant began. */
  const underWay = new Map<string, Promise<LookupAddress[]>>();
  const failures = new Map<string, { error: LookupFailed; until: number }>();

  async function resolve(hostname: string, environmentId: string): Promise<LookupAddress[]> {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    const { hosts, search, ndots } = await system();
    const local = hosts.get(name) ?? (isLocalhost(name) ? LOCALHOST : undefined);
    if (local) return local;
    const startedAt = performance.now();
    const ask = new Resolver({ timeout: ANSWER_TIMEOUT, tries: 2, maxTimeout: ANSWER_TIMEOUT });
    if (servers.length > 0) ask.setServers([...servers]);
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort();
      ask.cancel();
    }, LOOKUP_TIMEOUT);
    let giveBack: (() => void) | undefined;
    let timedOut = false;
    try {
      giveBack = await shares.take(environmentId, deadline.signal);
      for (const candidate of candidates(hostname.toLowerCase(), search, ndots)) {
        const found = await addressesOf(ask, candidate);
        if (found.addresses.length > 0) return found.addresses;
        timedOut ||= found.timedOut;
        if (deadline.signal.aborted) break;
      }
    } catch (error) {
      if (!deadline.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      ask.cancel();
      giveBack?.();
    }
    throw new LookupFailed(hostname, timedOut || deadline.signal.aborted, performance.now() - startedAt);
  }

  // Failure policy: a name that failed fails at once for a few seconds, so that its deliveries hold no places meanwhile. They are
  // retried on schedule.
  return (hostname, environmentId) => {
    const key = `${environmentId} ${hostname}`;
    const failure = failures.get(key);
    if (failure && failure.until > performance.now()) return Promise.reject(failure.error);
    failures.delete(key);
    const shared =
      underWay.get(key) ??
      resolve(hostname, environmentId)
        .catch((error: unknown) => {
          if (error instanceof LookupFailed) {
            failures.set(key, { error, until: performance.now() + FAILURE_REMEMBERED });
            const [oldest] = failures.keys();
            if (failures.size > MOST_FAILURES && oldest !== undefined) failures.delete(oldest);
          }
          throw error;
        })
        .finally(() => underWay.delete(key));
    underWay.set(key, shared);
    return shared;
  };
}

const LOCALHOST: LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

function isLocalhost(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}

interface Found {
  addresses: LookupAddress[];
  timedOut: boolean;
}

/** Asks for both families at once. Never throws: a name without addresses has none. */
async function addressesOf(resolver: Resolver, name: string): Promise<Found> {
  const ask = (family: 4 | 6): Promise<Found> =>
    (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name)).then(
      (addresses) => ({ addresses: addresses.map((address) => ({ address, family })), timedOut: false }),
      (error: unknown) => ({
        addresses: [],
        timedOut:
          error instanceof Error && 'code' in error && (error.code === 'ETIMEOUT' || error.code === 'ECANCELLED'),
      }),
    );
  const both = [ask(4), ask(6)];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Found>((resolve) => {
    for (const one of both)
      void one.then(({ addresses }) => {
        if (addresses.length === 0) return;
        timer ??= setTimeout(() => resolve({ addresses: [], timedOut: true }), SECOND_FAMILY_WAIT);
      });
  });
  const found = await Promise.all(both.map((one) => Promise.race([one, late])));
  clearTimeout(timer);
  return {
    addresses: found.flatMap(({ addresses }) => addresses),
    timedOut: found.some((one) => one.timedOut),
  };
}

/** The names to ask for, in their order (resolv.conf(5), `search` and `ndots`). */
function candidates(name: string, search: string[], ndots: number): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = search.map((domain) => `${name}.${domain}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}

async function readSystemNames(): Promise<SystemNames> {
  const [hosts, resolver] = await Promise.all(
    ['/etc/hosts', '/etc/resolv.conf'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  return { hosts: parseHosts(hosts ?? ''), ...parseResolverFile(resolver ?? '') };
}

/** hosts(5). */
export function parseHosts(text: string): Map<string, LookupAddress[]> {
  const hosts = new Map<string, LookupAddress[]>();
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const family = isIP(address.replace(/%.*$/, ''));
    if (family === 0) continue;
    for (const name of names) {
      const key = name.toLowerCase();
      hosts.set(
        key,
        [...(hosts.get(key) ?? []), { address, family }].sort((one, other) => one.family - other.family),
      );
    }
  }
  return hosts;
}

/** resolv.conf(5). Of `search` and `domain`, the last one counts. */
export function parseResolverFile(text: string): Pick<SystemNames, 'search' | 'ndots'> {
  let search: string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'search' || keyword === 'domain')
      search = values
        .map((domain) => domain.replace(/\.$/, ''))
        .filter(Boolean)
        .slice(0, MOST_SEARCHED);
    if (keyword !== 'options') continue;
    const [, dots] = values.map((value) => /^ndots:(\d{1,2})$/.exec(value)).find(Boolean) ?? [];
    if (dots !== undefined) ndots = Number(dots);
  }
  return { search, ndots };
}

function remembered<Value>(read: () => Promise<Value>, ms: number): () => Promise<Value> {
  let last: { value: Promise<Value>; until: number } | undefined;
  return () => {
    if (!last || last.until < performance.now()) last = { value: read(), until: performance.now() + ms };
    return last.value;
  };
}
