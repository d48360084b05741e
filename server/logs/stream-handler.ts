import { stringify } from '../../toolkit/express/index.ts';
import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers } from '../api/api.ts';
import { rateLimited } from '../api/api-error.ts';
import type { Clock } from '../database/clock.ts';
import { sharedBy } from '../limits/limits.ts';
import { createShares } from '../limits/shares.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { toLog } from './handlers.ts';
import type { LogStream } from './stream.ts';

/** How long a stream lasts, ms: whoever may not read any more is asked for a token again. */
const LONGEST_MS = 5 * 60_000;
/** How often a stream says that it is there, ms. */
const HEARTBEAT_MS = 15_000;
const RETRY_SECONDS = 5;

interface Dependencies {
  agents: Agents;
  webhooks: Webhooks;
  stream: LogStream;
  clock: Clock;
  /** Aborted when the service stops. */
  stopping: AbortSignal;
}

export function logStreamHandler({
  agents,
  webhooks,
  stream,
  clock,
  stopping,
}: Dependencies): Pick<ApiHandlers, 'streamLogs'> {
  const shares = createShares(sharedBy('logStreams'));
  return {
    async streamLogs({ params, headers }, { environmentId, translate, portal }) {
      const agent = await agents.get(environmentId, params.agent_id);
      const webhook = await webhooks.get(agent._id, params.webhook_id);
      const giveBack = shares.tryTake(environmentId);
      if (!giveBack) throw rateLimited(RETRY_SECONDS * 1000);
      const position = headers['last-event-id'];
      const after = position === undefined ? null : new Date(Number(position));
      const left = portal ? portal.expiresAt.getTime() - clock.now().getTime() : LONGEST_MS;
      const longest = Math.max(0, Math.min(LONGEST_MS, left));

      async function* events(gone: AbortSignal): AsyncGenerator<string> {
        try {
          yield `retry: ${RETRY_SECONDS * 1000}\n\n`;
          let saidAt = performance.now();
          const signal = AbortSignal.any([gone, stopping, AbortSignal.timeout(longest)]);
          for await (const change of stream.follow({ webhookId: webhook._id, environmentId }, after, signal)) {
            if (signal.aborted) return;
            if (change === null && performance.now() - saidAt < HEARTBEAT_MS) continue;
            saidAt = performance.now();
            if (change === null) yield ':\n\n';
            else yield message(String(change.position.getTime()), stringify(toLog(change.log, translate)));
          }
        } finally {
          giveBack?.();
        }
      }
      return { status: 200, type: 'text/event-stream', body: events };
    },
  };
}

/** Payloads are shown as they were published, with their line breaks: each line of a message has the name of its field. */
function message(id: string, data: string): string {
  return `event: log\nid: ${id}\ndata: ${data.split(/\r\n|\r|\n/).join('\ndata: ')}\n\n`;
}
