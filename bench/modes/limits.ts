import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { LIMITS } from '../../server/limits/limits.ts';
import { EXHAUSTIONS, fillUp, SETTINGS } from '../exhaustion/exhaust.ts';
import { newEnvironment, tenantOf } from '../exhaustion/tenant.ts';
import { measureDelivery } from '../measure/delivery.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const RATE = 25;
const EVENTS = 100;
const NAMES = Object.keys(LIMITS).filter((name): name is keyof typeof LIMITS => name in LIMITS);

/** What a tenant notices when another one uses up a limit of the service: for each of them, p99 from publishing to receiving. */
export const limits: Mode = async ({ place, step }) => {
  const nameServer = createSocket('udp4'); // which answers nobody
  nameServer.bind(0, '127.0.0.1');
  await once(nameServer, 'listening');
  const DNS_SERVERS = `127.0.0.1:${nameServer.address().port}`;
  try {
    await using trial = await openTrial({ place, variables: { ...SETTINGS, DNS_SERVERS } });
    const tokens = new Map<string, string>();
    await trial.restart(async (database) => {
      for (const name of NAMES) tokens.set(name, await newEnvironment(database, name));
      await fillUp(database, 'storedBytes');
    });
    const p99 = async () => (await measureDelivery(trial, { events: EVENTS, rate: RATE })).received.latency.p99;
    await p99();
    const raw: Record<string, { exhausted: number; alone: number }> = {};
    for (const name of NAMES) {
      step(name);
      const alone = await p99();
      const tenant = tenantOf(trial, name, tokens.get(name) ?? '');
      try {
        await EXHAUSTIONS[name](tenant, trial);
        raw[name] = { exhausted: await p99(), alone };
      } finally {
        await tenant.leave();
      }
    }
    const columns = (['exhausted', 'alone'] as const).map((column) =>
      Object.fromEntries(NAMES.map((name) => [name, raw[name]?.[column] ?? Number.NaN])),
    );
    return {
      title: `${RATE} events per second of one tenant: publish → received, p99, while another one exhausts a limit`,
      columns: ['exhausted', 'nobody does'],
      rows: rowsOf(Object.fromEntries(NAMES.map((name) => [name, [name, 'ms']])), columns),
      raw,
    };
  } finally {
    nameServer.close();
  }
};
