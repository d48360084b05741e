import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Service, startService } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { type Api, apiAt } from './api.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const TOKEN = 'talq_test_token_of_the_suite';
/** 32 bytes; every process of a test shares it. */
const KEY = Buffer.alloc(32, 7).toString('base64');

export interface TestService {
  service: Service;
  database: TestDatabase;
  /** Calls the API with TOKEN. */
  api: Api;
  /** The environment variables it runs with; a second process of the same service gets these. */
  variables: Record<string, string>;
  close(): Promise<void>;
}

/** The whole service in this process, on a database of its own, free to reach receivers on this machine. */
export async function startTestService(
  overrides: Record<string, string> = {},
  shared?: TestDatabase,
): Promise<TestService> {
  const database = shared ?? (await testDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-test-'));
  const variables = testVariables(database.uri, dataDir, overrides);
  const service = await startService(readConfig(variables), createLogger('silent'));
  return {
    service,
    database,
    api: apiAt(service.url ?? 'http://worker.invalid', TOKEN),
    variables,
    async close() {
      await service.stop();
      if (!shared) await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function testVariables(
  uri: string,
  dataDir: string,
  overrides: Record<string, string> = {},
): Record<string, string> {
  return {
    MONGODB_URI: uri,
    DATA_DIR: dataDir,
    PORT: '0',
    BOOTSTRAP_TOKEN: TOKEN,
    ENCRYPTION_KEY: KEY,
    DELIVERY_ALLOWED_SUBNETS: '127.0.0.0/8,::1/128',
    // Far enough away that no automatic retry comes in between, unless a test asks for it.
    RETRY_SCHEDULE: '1h',
    ...overrides,
  };
}
