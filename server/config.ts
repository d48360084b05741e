import { z } from 'zod';
import { parseSubnets, type Subnet } from './delivery/attempt/address-guard.ts';

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const KEY_BYTES = 32;

/** `5s`, `30m`, `1.5h`, `90d` → ms. */
const duration = z.string().transform((text, context) => {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (Number.isNaN(ms)) context.addIssue(`"${text}" is not a duration such as 500ms, 5s, 30m, 2h or 90d`);
  return ms;
});

const durations = z.string().transform((text, context) => {
  const parts = text.split(',').map((part) => duration.safeParse(part));
  const wrong = parts.find((part) => !part.success);
  if (wrong) context.addIssue(wrong.error?.issues[0]?.message ?? 'not a list of durations');
  return parts.map((part) => part.data ?? 0);
});

const subnets = z.string().transform((text, context): Subnet[] => {
  try {
    return parseSubnets(text);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : 'not a list of subnets');
    return [];
  }
});

const encryptionKey = z.string().transform((text, context) => {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES)
    context.addIssue(`must be ${KEY_BYTES} bytes in base64; make one with: openssl rand -base64 ${KEY_BYTES}`);
  return key;
});

function wholeNumber(least: number, most: number) {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(rule).int(rule).min(least, rule).max(most, rule);
}

const variables = z.object({
  /** 3000 unless it is a worker's, which serves only what operators ask, and only if it is told where. */
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z.string().default('127.0.0.1'),
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
  ENCRYPTION_KEY: encryptionKey.optional(),
  DELIVERY_ALLOWED_SUBNETS: subnets.default([]),
  DELIVERY_CONCURRENCY: wholeNumber(1, 10_000).default(512),
  DELIVERY_CONCURRENCY_PER_WEBHOOK: wholeNumber(1, 1_000).default(16),
  DELIVERY_LEASE: duration.refine((ms) => !(ms < 1_000), 'must be 1s or more').default(15_000),
  RETRY_SCHEDULE: durations.default([
    5e3, 300e3, 1_800e3, 7_200e3, 18_000e3, 36_000e3, 50_400e3, 72_000e3, 86_400e3, 86_400e3,
  ]),
  RETRY_WINDOW: duration.default(30 * 86_400_000),
  LOG_RETENTION: duration.default(90 * 86_400_000),
  RATE_LIMIT: wholeNumber(0, 1_000_000).default(0),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  PUBLIC_URL: z.url('must be an absolute URL').optional(),
  NODE_ENV: z.string().default('development'),
});

const environment = variables.refine(({ ROLE, MONGODB_URI }) => ROLE === 'all' || MONGODB_URI !== undefined, {
  path: ['ROLE'],
  error: 'api and worker are processes of their own, which share a database: set MONGODB_URI to its address',
});

/** The service's settings, durations in ms. */
export type Config = z.infer<typeof environment>;

/** What is wrong with the environment, a line a mistake. */
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
  throw new ConfigError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}
