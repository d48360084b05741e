// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.

import { test as base } from 'vitest';
import type { Api } from './api.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { startTestService, type TestService } from './service.ts';
import { startWireProxy } from './wire-proxy.ts';

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

/**
 * `test` with a service that reaches its database through a proxy (`proxy.fault` says what breaks, until the test ends); `database` is
 * the same one, without the proxy. Started and closed as by `testWith`.
 * @param settings environment variables of the service
 */
export function testThroughProxy(settings: Record<string, string>) {
  return base
    .extend('database', { scope: 'file' }, async ({}, { onCleanup }) => {
      const database = await testDatabase('loopback');
      onCleanup(() => database.drop());
      return database;
    })
    .extend('proxy', { scope: 'file' }, async ({ database }, { onCleanup }) => {
      const proxy = await startWireProxy(database.uri);
      onCleanup(() => proxy.close());
      return proxy;
    })
    .extend('service', { scope: 'file' }, async ({ database, proxy }, { onCleanup }) => {
      const service = await startTestService(settings, { ...database, uri: proxy.uri });
      onCleanup(() => service.close());
      return service;
    })
    .extend('api', { scope: 'file' }, ({ service }) => service.api)
    .extend('receiver', { scope: 'file' }, async ({}, { onCleanup }) => {
      const receiver = await startReceiver();
      onCleanup(() => receiver.close());
      return receiver;
    })
    .extend('noFault', { auto: true }, ({ proxy }, { onCleanup }) => {
      onCleanup(() => {
        proxy.fault = () => undefined;
      });
    });
}
