import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Collections, WebhookDocument } from '../database/collections.ts';
import type { Sealer } from '../delivery/attempt/secrets.ts';

const PAGE = 100;
/** Progress is logged after so many webhooks. */
const LOGGED_EVERY = 1_000;
const TRY_AGAIN_MS = 30_000;

type Sealed = Pick<WebhookDocument, '_id' | 'secrets' | 'sealed_headers'>;

/** Seals with the first key what was sealed with another one, in the background. */
export interface Reencryption {
  /** Webhooks that are still to be looked at. */
  remaining(): number;
  stop(): void;
}

export interface ReencryptionOptions {
  sealer: Sealer;
  logger: Logger;
  /** Remembers which keys are needed now. Gives how to note that the first one is enough. */
  neededKeys(): Promise<(first: string) => Promise<void>>;
}

/**
 * Starts it, if there is more than one key. Every process does: the last one that is started with a new first key finds what the others
 * sealed until then.
 *
 * Failure policy: each webhook is changed in one write, which does nothing if its secrets have changed since they were read. A crash or
 * an error leaves webhooks of both kinds, which all keys open; it begins again.
 */
export function startReencryption(
  { webhooks }: Pick<Collections, 'webhooks'>,
  { sealer, logger, neededKeys }: ReencryptionOptions,
): Reencryption {
  const stopped = new AbortController();
  const isNeeded = sealer.fingerprints.length > 1;
  let remaining = 0;

  async function pages(work: (page: Sealed[]) => Promise<void>): Promise<void> {
    for (let after = ''; !stopped.signal.aborted; ) {
      const page = await webhooks
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .project<Sealed>({ secrets: 1, sealed_headers: 1 })
        .toArray();
      await work(page);
      after = page.at(-1)?._id ?? '';
      if (page.length < PAGE) return;
    }
  }

  /** Gives whether all of it is sealed with the first key now. */
  async function reseal(webhook: Sealed): Promise<'current' | 'resealed' | 'changed' | 'unreadable'> {
    const { _id, secrets, sealed_headers } = webhook;
    const isCurrent = [sealed_headers, ...secrets.map(({ sealed }) => sealed)].every((one) =>
      sealer.isCurrent(one, _id),
    );
    if (isCurrent) return 'current';
    try {
      const again = (sealed: string) => sealer.seal(sealer.open(sealed, _id), _id);
      const { matchedCount } = await webhooks.updateOne(
        { _id, sealed_headers, 'secrets.0.sealed': secrets[0]?.sealed },
        {
          $set: {
            sealed_headers: again(sealed_headers),
            secrets: secrets.map(({ sealed, expires_at }) => ({ sealed: again(sealed), expires_at })),
          },
        },
      );
      return matchedCount === 1 ? 'resealed' : 'changed';
    } catch (error) {
      logger.error({ err: error, webhook_id: _id }, 're-encryption: webhook left as it is');
      return 'unreadable';
    }
  }

  /** Gives whether the first key opens everything now. */
  async function pass(): Promise<boolean> {
    const onlyFirstNeeded = await neededKeys();
    const counts = { current: 0, resealed: 0, changed: 0, unreadable: 0 };
    remaining = await webhooks.estimatedDocumentCount();
    let done = 0;
    await pages(async (page) => {
      for (const webhook of page) {
        counts[await reseal(webhook)]++;
        remaining = Math.max(0, remaining - 1);
        if (++done % LOGGED_EVERY === 0) logger.info({ done, remaining }, 're-encryption: in progress');
      }
    });
    if (stopped.signal.aborted) return false;
    remaining = counts.changed + counts.unreadable;
    logger.info(counts, remaining === 0 ? 're-encryption: done, other keys are not needed' : 're-encryption: not done');
    if (remaining === 0) await onlyFirstNeeded(sealer.fingerprints[0] ?? '');
    return remaining === 0;
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const isDone = await pass().catch((error: unknown) => {
        if (!stopped.signal.aborted) logger.warn({ err: error }, 're-encryption: interrupted, it begins again');
        return false;
      });
      if (isDone) return;
      await delay(TRY_AGAIN_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  }

  if (isNeeded) void run();
  return { remaining: () => remaining, stop: () => stopped.abort() };
}
