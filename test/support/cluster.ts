import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, apiAt } from './api.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { startProcess, type TestProcess } from './process.ts';
import { TOKEN, testVariables } from './service.ts';

export interface Member extends TestProcess {
  /** Calls this process; a worker has no API to call. */
  api: Api;
}

export interface Cluster {
  database: TestDatabase;
  /** One more process of the service, once it runs. */
  start(overrides?: Record<string, string>): Promise<Member>;
  /** Ends its processes, however they are, and drops the database. */
  close(): Promise<void>;
}

/** The service in processes of its own, on one database. */
export async function startCluster(common: Record<string, string> = {}): Promise<Cluster> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-test-'));
  const members: TestProcess[] = [];
  return {
    database,
    async start(overrides = {}) {
      const member = startProcess(testVariables(database.uri, dataDir, { ...common, ...overrides }));
      members.push(member);
      return { ...member, api: apiAt(await member.url(), TOKEN) };
    },
    async close() {
      await Promise.all(members.map((member) => member.end('SIGKILL')));
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
