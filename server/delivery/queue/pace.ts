import type { WebhookQueues } from './webhook-queues.ts';

/** What is published waits this long at most for the attempts before it, ms. */
const MOST_WAIT = 100;

/** Keeps publishing from running ahead of sending, where the receiver is quick: what piles up would cost more to send later. */
export interface Pace {
  /** Resolves when these webhooks can do with more: at once, but for those that have enough before them. */
  whenWanted(webhookIds: string[]): Promise<void>;
  attemptEnded(webhookId: string): void;
}

export function createPace(queues: WebhookQueues): Pace {
  /** Who waits for the next attempt of a webhook to end, the longest first. */
  const waiting = new Map<string, Set<() => void>>();

  function nextEnd(webhookId: string): Promise<void> {
    return new Promise((resolve) => {
      const ofWebhook = waiting.get(webhookId) ?? new Set();
      const go = () => {
        clearTimeout(timer);
        ofWebhook.delete(go);
        if (ofWebhook.size === 0) waiting.delete(webhookId);
        resolve();
      };
      const timer = setTimeout(go, MOST_WAIT);
      waiting.set(webhookId, ofWebhook.add(go));
    });
  }

  return {
    async whenWanted(webhookIds) {
      await Promise.all(webhookIds.filter((id) => queues.hasEnough(id)).map(nextEnd));
    },
    attemptEnded(webhookId) {
      const [next] = waiting.get(webhookId) ?? [];
      next?.();
    },
  };
}
