// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.

import { test as base } from 'vitest';
import type { Api } from './api.ts';
import type { TestDatabase } from './database.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { startTestService, type TestService } from './service.ts';

export interface Fixtures {
  api: Api;
  database: TestDatabase;
  receiver: Receiver;
}

/** `test` with the fixtures of a service that needs no settings of its own. */
export const test = testWith({});

/**
 * `test` with what most tests of the service need. Each fixture is started once per file, by the first test or hook that names it, and
 * closed after the last one; `startAnother` starts one more service, which is closed after the test. (`test.override` would change the fixtures of other files, too: files of one worker share this module.)
 * @param settings environment variables of the service
 */
export function testWith(settings: Record<string, string>) {
  return base
    .extend('service', { scope: 'file' }, async ({}, { onCleanup }) => {
      const service = await startTestService(settings);
      onCleanup(() => service.close());
      return service;
    })
    .extend('api', { scope: 'file' }, ({ service }) => service.api)
    .extend('database', { scope: 'file' }, ({ service }) => service.database)
    .extend('receiver', { scope: 'file' }, async ({}, { onCleanup }) => {
      const receiver = await startReceiver();
      onCleanup(() => receiver.close());
      return receiver;
    })
    .extend('startAnother', async ({}, { onCleanup }) => {
      const started: TestService[] = [];
      onCleanup(async () => void (await Promise.all(started.map((service) => service.close()))));
      return async (...options: Parameters<typeof startTestService>): Promise<TestService> => {
        const service = await startTestService(...options);
        started.push(service);
        return service;
      };
    });
}
