import type { Response } from 'express';
import { FrontError } from '../errors.ts';
import { message } from '../messages.ts';

/** Seconds until others are likely to be done. */
const RETRY_AFTER = '1';

/**
 * Keeps the bodies with files that are in memory at once below a sum. Failure policy: who comes when it is reached is asked to come
 * again (503), since a process that runs out of memory fails everybody.
 * @param limit bytes
 */
export function uploadMemory(limit: number): { reserve(res: Response, bytes: number): void } {
  let reserved = 0;
  return {
    reserve(res, bytes) {
      if (reserved + bytes > limit) {
        const headers = { 'Retry-After': RETRY_AFTER, Connection: 'close' };
        throw new FrontError('service_unavailable', { message: message('service_unavailable'), headers });
      }
      reserved += bytes;
      res.once('close', () => {
        reserved -= bytes;
      });
    },
  };
}
