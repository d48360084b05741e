import { assert, describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig } from './config.ts';

const least = { MONGODB_URI: 'mongodb://127.0.0.1:27017/reentrega' };

/** What is said of these variables, one line per mistake. */
function mistakesIn(variables: Record<string, string>): string[] {
  try {
    readConfig({ ...least, ...variables });
  } catch (error) {
    assert(error instanceof ConfigError);
    return error.message.split('\n');
  }
  return [];
}

test('what is not set has the value that the README says', () => {
  expect(readConfig(least)).toStrictEqual({
    HOST: '127.0.0.1',
    ROLE: 'all',
    ...least,
    DATA_DIR: '.data',
    CORS_ORIGINS: [],
    DNS_SERVERS: [],
    DELIVERY_ALLOWED_SUBNETS: [],
    DELIVERY_CONCURRENCY: 512,
    DELIVERY_CONCURRENCY_PER_WEBHOOK: 16,
    DELIVERY_LEASE: 15_000,
    RETRY_SCHEDULE: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, 86_400].map(
      (seconds) => seconds * 1000,
    ),
    RETRY_WINDOW: 30 * 86_400_000,
    LOG_RETENTION: 90 * 86_400_000,
    RATE_LIMIT: 0,
    INVALID_TOKEN_LIMIT: 60,
    TRUST_PROXY: 0,
    QUOTA_AGENTS: 1_000,
    QUOTA_WEBHOOKS_PER_AGENT: 100,
    QUOTA_STORED_BYTES: 10_737_418_240,
    QUOTA_UNFINISHED_TASKS: 500,
    PORTAL_ORIGINS: [],
    LOG_LEVEL: 'info',
    NODE_ENV: 'development',
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ ...least, PORT: '', BOOTSTRAP_TOKEN: '', ENCRYPTION_KEY: '' })).toStrictEqual(readConfig(least));
});

describe('values that are taken', () => {
  const day = 86_400_000;
  const table: [name: keyof Config, value: string, read: unknown][] = [
    ['PORT', '0', 0],
    ['PORT', '65535', 65_535],
    ['HOST', '::1', '::1'],
    ['ROLE', 'worker', 'worker'],
    [
      'MONGODB_URI',
      'mongodb+srv://user:p%40ss@cluster.example.com/x?w=1',
      'mongodb+srv://user:p%40ss@cluster.example.com/x?w=1',
    ],
    ['BOOTSTRAP_TOKEN', 'talq_abc-DEF_123', 'talq_abc-DEF_123'],
    ['ENCRYPTION_KEY', Buffer.alloc(32, 1).toString('base64'), [Buffer.alloc(32, 1)]],
    [
      'ENCRYPTION_KEY',
      [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')).join(','),
      [1, 2].map((byte) => Buffer.alloc(32, byte)),
    ],
    ['RETRY_SCHEDULE', '500ms, 5s,5m,1.5h,1d', [500, 5000, 300_000, 5_400_000, day]],
    ['RETRY_WINDOW', '12h', day / 2],
    ['LOG_RETENTION', '7d', 7 * day],
    ['RATE_LIMIT', '600', 600],
    ['LOG_LEVEL', 'silent', 'silent'],
    ['PUBLIC_URL', 'https://hooks.example.com', 'https://hooks.example.com'],
  ];
  for (const [name, value, read] of table) {
    test(`${name}=${value}`, () => expect(readConfig({ ...least, [name]: value })[name]).toStrictEqual(read));
  }
  test('DELIVERY_ALLOWED_SUBNETS=10.0.0.0/8, ::1/128', () => {
    const { DELIVERY_ALLOWED_SUBNETS: subnets } = readConfig({
      ...least,
      DELIVERY_ALLOWED_SUBNETS: '10.0.0.0/8, ::1/128',
    });
    expect(subnets.map(([address, bits]) => `${address}/${bits}`)).toStrictEqual(['10.0.0.0/8', '::1/128']);
  });
});

describe('values that are refused, with one line that names the variable and what it should be', () => {
  const key =
    'ENCRYPTION_KEY: must be 32 bytes in base64, or up to 5 such keys separated by commas; make one with: openssl rand -base64 32';
  const token = 'BOOTSTRAP_TOKEN: must be talq_ and then letters, digits, - or _';
  const uri = 'MONGODB_URI: must be an address such as mongodb://127.0.0.1:27017/reentrega';
  const duration = (name: string, text: string, least: string) =>
    `${name}=${text}: must be a duration from ${least} to 3650d, such as 500ms, 5s, 30m, 2h or 90d`;
  const table: [name: string, value: string, line: string][] = [
    ['PORT', 'http', 'PORT=http: must be a whole number from 0 to 65535'],
    ['PORT', '80.5', 'PORT=80.5: must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'PORT=-1: must be a whole number from 0 to 65535'],
    ['PORT', '65536', 'PORT=65536: must be a whole number from 0 to 65535'],
    ['ROLE', 'both', 'ROLE=both: must be all, api or worker'],
    ['MONGODB_URI', 'postgres://127.0.0.1/x', uri],
    ['MONGODB_URI', '127.0.0.1:27017', uri],
    ['BOOTSTRAP_TOKEN', 'secret', token],
    ['BOOTSTRAP_TOKEN', 'talq_', token],
    ['BOOTSTRAP_TOKEN', 'talq_with spaces', token],
    ['ENCRYPTION_KEY', 'short', key],
    ['ENCRYPTION_KEY', Buffer.alloc(31).toString('base64'), key],
    ['ENCRYPTION_KEY', Buffer.alloc(33).toString('base64'), key],
    ['ENCRYPTION_KEY', `${Buffer.alloc(32).toString('base64')},`, key],
    ['ENCRYPTION_KEY', Array(6).fill(Buffer.alloc(32).toString('base64')).join(','), key],
    [
      'DELIVERY_ALLOWED_SUBNETS',
      '10.0.0.0',
      'DELIVERY_ALLOWED_SUBNETS=10.0.0.0: 10.0.0.0 is not a subnet such as 10.0.0.0/8 or ::1/128',
    ],
    [
      'DELIVERY_ALLOWED_SUBNETS',
      '10.0.0.0/8,home',
      'DELIVERY_ALLOWED_SUBNETS=10.0.0.0/8,home: home is not a subnet such as 10.0.0.0/8 or ::1/128',
    ],
    [
      'DELIVERY_ALLOWED_SUBNETS',
      '10.0.0.0/33',
      'DELIVERY_ALLOWED_SUBNETS=10.0.0.0/33: 10.0.0.0/33 is not a subnet such as 10.0.0.0/8 or ::1/128',
    ],
    [
      'RETRY_SCHEDULE',
      '5s,soon,1h',
      'RETRY_SCHEDULE=5s,soon,1h: must be 1 to 20 durations from 1ms to 20d, separated by commas, such as 5s,5m,30m',
    ],
    ['RETRY_WINDOW', '30', duration('RETRY_WINDOW', '30', '1s')],
    ['RETRY_WINDOW', '-1d', duration('RETRY_WINDOW', '-1d', '1s')],
    ['LOG_RETENTION', '1 year', duration('LOG_RETENTION', '1 year', '24h')],
    ['LOG_LEVEL', 'verbose', 'LOG_LEVEL=verbose: must be trace, debug, info, warn, error, fatal or silent'],
    [
      'PUBLIC_URL',
      'hooks.example.com',
      'PUBLIC_URL=hooks.example.com: must be an http or https URL without credentials, query or fragment, such as https://hooks.example.com/base',
    ],
  ];
  for (const [name, value, line] of table) {
    test(`${name}=${value}`, () => expect(mistakesIn({ [name]: value })).toStrictEqual([line]));
  }
  for (const [name, least, most] of [
    ['DELIVERY_CONCURRENCY', 1, 10_000],
    ['DELIVERY_CONCURRENCY_PER_WEBHOOK', 1, 1_000],
    ['RATE_LIMIT', 0, 1_000_000],
  ] as const) {
    for (const value of ['x', '1.5', String(least - 1), String(most + 1)]) {
      const line = `${name}=${value}: must be a whole number from ${least} to ${most}`;
      test(`${name}=${value}`, () => expect(mistakesIn({ [name]: value })).toStrictEqual([line]));
    }
  }
});

test('all mistakes are told at once', () => {
  expect(mistakesIn({ PORT: 'x', ROLE: 'y', RETRY_WINDOW: 'z' })).toStrictEqual([
    'PORT=x: must be a whole number from 0 to 65535',
    'ROLE=y: must be all, api or worker',
    'RETRY_WINDOW=z: must be a duration from 1s to 3650d, such as 500ms, 5s, 30m, 2h or 90d',
  ]);
});
