import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import { LIMITS } from '../../server/limits/limits.ts';
import { eventually } from '../support/eventually.ts';
import type { Exhausted, Scene, Tenant } from './shared-service.ts';

/** Holds back the bodies of so many requests, which are under way until they are let go. */
async function unfinishedRequests({ service }: Scene, { token }: Tenant, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(service.api.url);
  const head = [
    'POST /api/v1/agents HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    'Content-Length: 100',
    '',
    '{',
  ].join('\r\n');
  const sockets = await Promise.all(
    Array.from({ length: count }, () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      return new Promise<Socket>((resolve) => socket.once('connect', () => socket.write(head, () => resolve(socket))));
    }),
  );
  return sockets;
}

/** As many requests as may be under way, whose bodies do not come to their end. */
export async function holdRequests(scene: Scene, tenant: Tenant): Promise<Exhausted> {
  const sockets = await unfinishedRequests(scene, tenant, LIMITS.requestsUnderWay.bound);
  const other = (await scene.newTenant()).api;
  // As soon as the share is taken, a request waits, while others that came later are answered.
  const waiting = await eventually(async () => {
    const request = { isAnswered: false };
    tenant.api.call('GET', '/agents').then(
      () => (request.isAnswered = true),
      () => (request.isAnswered = true),
    );
    for (let asked = 0; asked < 5; asked++) await other.call('GET', '/agents');
    return request.isAnswered ? undefined : request;
  }, 'the share to be taken');
  return {
    check: () => expect(waiting.isAnswered).toBe(false),
    end() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
