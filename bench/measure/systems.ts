import { type ServiceProcess, startServiceProcess } from '../processes/service.ts';

/** The service, and what it is compared with. All take the same requests. */
export const SYSTEMS = {
  reentrega: { title: 'Reentrega', file: new URL('../../server/start.js', import.meta.url) },
  agenda: {
    title: '(a) Agenda job per delivery',
    file: new URL('../baselines/agenda-per-delivery.ts', import.meta.url),
  },
  claimOne: { title: '(b) claim one, send one', file: new URL('../baselines/claim-one.ts', import.meta.url) },
};
export type SystemName = keyof typeof SYSTEMS;

export const TOKEN = 'talq_token_of_the_bench';

const VARIABLES = {
  NODE_ENV: 'production',
  // As `npm start` and the image do.
  NODE_OPTIONS: '--max-semi-space-size=8',
  PORT: '0',
  BOOTSTRAP_TOKEN: TOKEN,
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  DELIVERY_ALLOWED_SUBNETS: '127.0.0.0/8,::1/128',
  // No automatic retry while a mode is measured.
  RETRY_SCHEDULE: '1h',
};

/** Starts one, as for production. @param variables where its database is, and what differs from the usual */
export function startSystem(name: SystemName, variables: Record<string, string>): Promise<ServiceProcess> {
  return startServiceProcess(SYSTEMS[name].file, { ...VARIABLES, ...variables });
}
