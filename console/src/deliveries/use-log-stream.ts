import { ApiError, type Log } from '@reentrega/client';
import { watchLogs } from '@reentrega/client/watch';
import { useEffect, useRef, useState } from 'react';
import { useClient } from '../api/api.tsx';
import { connectionIs } from '../api/connection.ts';
import type { WebhookPath } from './webhook-path.ts';

/**
 * Tells of the logs of a webhook as they change, for as long as it is used. Gives whether it does: while it does not, somebody has to
 * ask for them.
 */
export function useLogStream({ agent_id, webhook_id }: WebhookPath, isEnabled: boolean, onLogs: (logs: Log[]) => void) {
  const client = useClient();
  const [isLive, setIsLive] = useState(false);
  const told = useRef(onLogs);
  told.current = onLogs;

  useEffect(() => {
    if (!isEnabled) return;
    const end = new AbortController();
    let connected = new AbortController();
    let lastEventId: string | undefined;

    async function watch() {
      // A browser may come online that never told that it was not: there is one stream at a time.
      connected.abort();
      connected = new AbortController();
      const signal = AbortSignal.any([end.signal, connected.signal]);
      const options = { signal, lastEventId, onState: (state: string) => setIsLive(state === 'live') };
      try {
        for await (const changes of watchLogs(client, { agent_id, webhook_id }, options)) {
          ({ lastEventId } = changes);
          told.current(changes.logs);
        }
      } catch (error) {
        // Failure policy: without a stream the list is asked for instead, which shows what is wrong with it.
        if (!end.signal.aborted && error instanceof ApiError) setIsLive(false);
      }
    }
    // A browser that lost its network does not tell the stream.
    const lost = () => {
      connectionIs('lost');
      setIsLive(false);
      connected.abort();
    };
    addEventListener('offline', lost);
    addEventListener('online', watch);
    watch();
    return () => {
      end.abort();
      removeEventListener('offline', lost);
      removeEventListener('online', watch);
    };
  }, [client, agent_id, webhook_id, isEnabled]);
  return isLive;
}
