import { ApiError, type Log } from '@reentrega/client';
import { useEffect, useRef, useState } from 'react';
import { useClient } from '../api/api.tsx';
import { connectionIs } from '../api/connection.ts';
import { logChanges } from './log-stream.ts';
import type { WebhookPath } from './use-deliveries.ts';

/** How long to wait before a stream that was cut, or refused, is asked for again. */
const AGAIN_MS = 5000;
const AGAIN_AFTER_REFUSAL_MS = 60_000;
/** The service sends a sign of life every 15 s. */
const SILENCE_MS = 40_000;

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
    let current = new AbortController();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const cut = () => current.abort();
    const lost = () => {
      connectionIs('lost');
      cut();
    };
    addEventListener('offline', lost);

    async function watch() {
      let lastEventId: string | undefined;
      while (!end.signal.aborted) {
        current = new AbortController();
        let wait = 0;
        try {
          const signal = AbortSignal.any([end.signal, current.signal]);
          for await (const changes of logChanges(client, { agent_id, webhook_id }, lastEventId, signal)) {
            clearTimeout(silence);
            silence = setTimeout(cut, SILENCE_MS);
            lastEventId = changes.lastEventId;
            setIsLive(true);
            if (changes.logs.length > 0) told.current(changes.logs);
          }
        } catch (error) {
          wait = error instanceof ApiError ? AGAIN_AFTER_REFUSAL_MS : AGAIN_MS;
          setIsLive(false);
        }
        await pause(wait, end.signal);
      }
    }
    watch();
    return () => {
      end.abort();
      clearTimeout(silence);
      removeEventListener('offline', lost);
    };
  }, [client, agent_id, webhook_id, isEnabled]);
  return isLive;
}

/** Waits, at most until the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
