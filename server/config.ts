import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { parseSubnets, type Subnet } from './delivery/attempt/address-guard.ts';

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAY = 86_400_000;
const KEY_BYTES = 32;
const MOST_KEYS = 5;
/** All webhooks of an agent are read at once, to be listed and to be sent to. */
export const MOST_WEBHOOKS = 1_000;
const MOST_WAITS = 20;
const MOST_ORIGINS = 100;
const MOST_SUBNETS = 100;
const MOST_NAME_SERVERS = 3;
const MOST_HOPS = 10;
const MOST_PROXIES = 100;
const PROXIES_RULE = `must be a number of proxies from 0 to ${MOST_HOPS}, or at most ${MOST_PROXIES} addresses and networks such as loopback,10.0.0.0/8`;
/** How much of a wrong value is repeated in its line. */
const SHOWN_CHARACTERS = 100;
/** Values that no message repeats. */
const SECRET_VARIABLES = new Set(['MONGODB_URI', 'BOOTSTRAP_TOKEN', 'ENCRYPTION_KEY']);

/** `5s`, `30m`, `1.5h`, `90d` → whole ms; NaN for anything else. */
function milliseconds(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  return Math.round(Number(amount) * (UNITS[unit] ?? Number.NaN));
}

/** A duration in ms. Both ends are written as a person would, and are allowed. */
function duration(least: string, most: string) {
  return z.string().transform((text, context) => {
    const ms = milliseconds(text);
    if (!(ms >= milliseconds(least) && ms <= milliseconds(most)))
      context.addIssue(`must be a duration from ${least} to ${most}, such as 500ms, 5s, 30m, 2h or 90d`);
    return ms;
  });
}

/** Durations in ms, each within these ends, separated by commas. */
function durations(least: string, most: string) {
  return z.string().transform((text, context) => {
    const waits = text.split(',').map(milliseconds);
    const fits = waits.every((ms) => ms >= milliseconds(least) && ms <= milliseconds(most));
    if (!fits || waits.length > MOST_WAITS)
      context.addIssue(
        `must be 1 to ${MOST_WAITS} durations from ${least} to ${most}, separated by commas, such as 5s,5m,30m`,
      );
    return waits;
  });
}

const subnets = z.string().transform((text, context): Subnet[] => {
  try {
    const parsed = parseSubnets(text);
    if (parsed.length > MOST_SUBNETS) context.addIssue(`must be at most ${MOST_SUBNETS} subnets`);
    return parsed;
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : 'not a list of subnets');
    return [];
  }
});

/** Origins as browsers send them: a scheme, a host and perhaps a port. */
const origins = z.string().transform((text, context): string[] => {
  const listed = text.split(',').map((one) => one.trim());
  const isOrigin = (one: string) => /^https?:\/\//.test(one) && URL.canParse(one) && new URL(one).origin === one;
  if (listed.length > MOST_ORIGINS || !listed.every(isOrigin))
    context.addIssue(`must be at most ${MOST_ORIGINS} origins such as https://app.example.com,http://localhost:5173`);
  return listed;
});

/** Whose `X-Forwarded-For` counts, as Express has it (`trust proxy`): how many proxies there are, or which. */
const proxies = z.string().transform((text, context): number | string[] => {
  if (/^\d+$/.test(text)) {
    if (Number(text) > MOST_HOPS) context.addIssue(PROXIES_RULE);
    return Number(text);
  }
  const listed = text.split(',').map((one) => one.trim());
  const isProxy = (one: string) =>
    ['loopback', 'linklocal', 'uniquelocal'].includes(one) || isIP(one) > 0 || ipaddr.isValidCIDR(one);
  if (listed.length > MOST_PROXIES || !listed.every(isProxy)) context.addIssue(PROXIES_RULE);
  return listed;
});

/** Name servers by address, with a port if it is not 53. */
const nameServers = z.string().transform((text, context): string[] => {
  const listed = text.split(',').map((one) => one.trim());
  const isServer = (one: string) => {
    const [, address = one, port = '53'] =
      /^\[(.*)\](?::(\d{1,5}))?$/.exec(one) ?? /^([\d.]+):(\d{1,5})$/.exec(one) ?? [];
    return isIP(address) > 0 && Number(port) >= 1 && Number(port) <= 65_535;
  };
  if (listed.length > MOST_NAME_SERVERS || !listed.every(isServer))
    context.addIssue(`must be 1 to ${MOST_NAME_SERVERS} IP addresses such as 192.0.2.53 or [2001:db8::53]:5353`);
  return listed;
});

/** The first seals, all open. */
const encryptionKeys = z.string().transform((text, context): Buffer[] => {
  const keys = text.split(',').map((one) => Buffer.from(one.trim(), 'base64'));
  if (keys.length > MOST_KEYS || keys.some((key) => key.length !== KEY_BYTES))
    context.addIssue(
      `must be ${KEY_BYTES} bytes in base64, or up to ${MOST_KEYS} such keys separated by commas; make one with: openssl rand -base64 ${KEY_BYTES}`,
    );
  return keys;
});

/** Where people reach the service, without a slash at its end. It is shown and never routed by. */
const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:\/\//i.test(text) || url.username || url.password || /[?#\s]/.test(text)) {
    context.addIssue(
      'must be an http or https URL without credentials, query or fragment, such as https://hooks.example.com/base',
    );
    return '';
  }
  return url.href.replace(/\/+$/, '');
});

const BYTES: Record<string, number> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** `512MiB`, `10GiB` → bytes; NaN for anything else. */
function bytesOf(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,9})(KiB|MiB|GiB|TiB)$/.exec(text.trim()) ?? [];
  return Number(amount) * (BYTES[unit] ?? Number.NaN);
}

/** An amount of memory or storage, in bytes. */
function bytes(least: string, most: string) {
  return z.string().transform((text, context) => {
    const amount = bytesOf(text);
    if (!(amount >= bytesOf(least) && amount <= bytesOf(most)))
      context.addIssue(`must be an amount from ${least} to ${most}, such as 512MiB or 10GiB`);
    return amount;
  });
}

function wholeNumber(least: number, most: number) {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((number) => Number.isNaN(number) || (number >= least && number <= most), rule);
}

const variables = z.object({
  /** 3000 unless it is a worker's, which serves only what operators ask, and only if it is told where. */
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z
    .string()
    .regex(/^[\w.:%-]{1,253}$/, 'must be an IP address or a host name')
    .default('127.0.0.1'),
  ROLE: z.enum(['all', 'api', 'worker'], 'must be all, api or worker').default('all'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, 'must be an address such as mongodb://127.0.0.1:27017/reentrega')
    .optional(),
  DATA_DIR: z.string().default('.data'),
  BOOTSTRAP_TOKEN: z
    .string()
    .regex(/^talq_[\w-]{1,200}$/, 'must be talq_ and then letters, digits, - or _')
    .optional(),
  ENCRYPTION_KEY: encryptionKeys.optional(),
  DELIVERY_ALLOWED_SUBNETS: subnets.default([]),
  CORS_ORIGINS: origins.default([]),
  PORTAL_ORIGINS: origins.default([]),
  DNS_SERVERS: nameServers.default([]),
  DELIVERY_CONCURRENCY: wholeNumber(1, 10_000).default(512),
  DELIVERY_CONCURRENCY_PER_WEBHOOK: wholeNumber(1, 1_000).default(16),
  DELIVERY_LEASE: duration('1s', '10m').default(15_000),
  // Even lengthened by its jitter, a wait stays under the longest timer of Node.js, 2^31-1 ms.
  RETRY_SCHEDULE: durations('1ms', '20d').default([
    5e3, 300e3, 1_800e3, 7_200e3, 18_000e3, 36_000e3, 50_400e3, 72_000e3, 86_400e3, 86_400e3,
  ]),
  RETRY_WINDOW: duration('1s', '3650d').default(30 * DAY),
  // Not under 24 h: so long does an Idempotency-Key hold.
  LOG_RETENTION: duration('24h', '3650d').default(90 * DAY),
  RATE_LIMIT: wholeNumber(0, 1_000_000).default(0),
  INVALID_TOKEN_LIMIT: wholeNumber(0, 1_000_000).default(60),
  TRUST_PROXY: proxies.default(0),
  QUOTA_AGENTS: wholeNumber(1, 100_000).default(1_000),
  QUOTA_WEBHOOKS_PER_AGENT: wholeNumber(1, MOST_WEBHOOKS).default(100),
  QUOTA_STORED_BYTES: bytes('1MiB', '1000TiB').default(10 * 2 ** 30),
  QUOTA_UNFINISHED_TASKS: wholeNumber(1, 10_000).default(500),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  PUBLIC_URL: publicUrl.optional(),
  NODE_ENV: z.string().default('development'),
});

const environment = variables.refine(({ ROLE, MONGODB_URI }) => ROLE === 'all' || MONGODB_URI !== undefined, {
  path: ['ROLE'],
  error: 'api and worker are processes of their own, which share a database: set MONGODB_URI to its address',
});

/** The service's settings, durations in ms. */
export type Config = z.infer<typeof environment>;

/** What is wrong with the environment, one line per mistake. */
export class ConfigError extends Error {
  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
  }
}

/** Reads the settings from environment variables; empty ones count as not set. @throws ConfigError */
export function readConfig(given: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
  const result = environment.safeParse(set);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map(({ path, message }) => lineFor(path.join('.'), message, set)));
}

function lineFor(name: string, message: string, set: Record<string, string | undefined>): string {
  const value = set[name];
  if (value === undefined || SECRET_VARIABLES.has(name)) return `${name}: ${message}`;
  // One line, whatever is in it, and no password of a URL.
  const printable = value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\ufffd').replace(/\/\/.*@/, '//…@');
  const shown = printable.length > SHOWN_CHARACTERS ? `${printable.slice(0, SHOWN_CHARACTERS)}…` : printable;
  return `${name}=${shown}: ${message}`;
}
