import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchDatabase } from '../measure/bench-database.ts';
import type { Trial } from '../measure/trial.ts';
import { PUBLISHED } from '../processes/publisher.ts';

const COMMAND = fileURLToPath(new URL('../../server/start.js', import.meta.url));
/** Between two requests that are repeated, ms. */
const PAUSE_MS = 10;

/** What an answer says, as far as it is asked for here. */
interface Answer {
  status: number;
  id: string;
}

/** An environment of its own that takes all it can get. */
export interface Tenant {
  token: string;
  call(method: string, path: string, body?: object): Promise<Answer>;
  /** Gives its id. */
  agent(): Promise<string>;
  /** Webhooks of one agent, at addresses of the receiver below `path`, or at the URL. Gives their paths in the API. */
  webhooks(agentId: string, count: number, path: string): Promise<string[]>;
  /** @param bytes of data in each event */
  publish(agentId: string, count: number, bytes?: number): Promise<void>;
  /** Goes on until the tenant leaves. What is refused is what is measured. */
  repeat(ask: () => Promise<unknown>, parallel?: number): void;
  /** Called when the tenant leaves. */
  onLeave(work: () => void): void;
  /** Lets go of everything, and removes what it had. */
  leave(): Promise<void>;
}

/** A new environment, made as operators make one, while no service runs on that database. Gives its token. */
export async function newEnvironment({ variables }: BenchDatabase, name: string): Promise<string> {
  const env = { ...process.env, ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, 'token', 'create', '--environment', name], {
    env,
  });
  return stdout.trim();
}

/** @param name is in the addresses of its webhooks */
export function tenantOf(trial: Trial, name: string, token: string): Tenant {
  const agents: string[] = [];
  const leaving: (() => void)[] = [];
  const repeated: Promise<void>[] = [];
  const left = new AbortController();

  const call: Tenant['call'] = async (method, path, body) => {
    const answer = await fetch(`${trial.service().url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: left.signal,
    });
    const text = await answer.text();
    // Pages are large, and are not looked at: this process is not to be what others wait for.
    const content: unknown = method === 'POST' && text ? JSON.parse(text) : null;
    const data = content instanceof Object && 'data' in content ? content.data : undefined;
    const id = data instanceof Object && 'id' in data ? String(data.id) : '';
    return { status: answer.status, id };
  };

  return {
    token,
    call,
    async agent() {
      const { id } = await call('POST', '/agents', { name: 'Bench' });
      agents.push(id);
      return id;
    },
    async webhooks(agentId, count, path) {
      const base = `/agents/${agentId}/webhooks`;
      const made = Array.from({ length: count }, async (_, index) => {
        const webhook_url = URL.canParse(path) ? path : `${trial.receiverUrl}${path}/${name}-${index}`;
        const body = { webhook_url, events: [PUBLISHED], max_retries: 0, timeout: 120 };
        return `${base}/${(await call('POST', base, body)).id}`;
      });
      return Promise.all(made);
    },
    async publish(agentId, count, bytes = 100) {
      const body = { event: PUBLISHED, data: { notes: 'x'.repeat(bytes) } };
      for (let sent = 0; sent < count; sent++) await call('POST', `/agents/${agentId}/events`, body);
    },
    repeat(ask, parallel = 1) {
      const loop = async () => {
        while (!left.signal.aborted) {
          await ask().catch((error: unknown) => {
            if (!left.signal.aborted) throw error;
          });
          await delay(PAUSE_MS);
        }
      };
      repeated.push(...Array.from({ length: parallel }, loop));
    },
    onLeave: (work) => leaving.push(work),
    async leave() {
      left.abort();
      for (const work of leaving) work();
      await Promise.all(repeated);
      const headers = { authorization: `Bearer ${token}` };
      for (const id of agents) {
        await fetch(`${trial.service().url}/api/v1/agents/${id}`, { method: 'DELETE', headers }).then((answer) =>
          answer.text(),
        );
      }
      await trial.receiver.ask('release');
    },
  };
}
