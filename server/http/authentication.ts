import type { Request } from 'express';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';

/** The scheme is case-insensitive (RFC 9110, 11.1). Longer than any token of ours is not even looked up. */
const BEARER = /^Bearer +([\w\-.~+/=]{1,500}) *$/i;

/**
 * Finds out whose token a request carries, and counts it against that token's rate.
 * @param environmentOf the environment of a token, or null for a token that does not exist
 * @param perMinute     requests per minute and token in this process; 0 for any number
 */
export function authentication(
  environmentOf: (token: string) => Promise<string | null>,
  perMinute: number,
): (req: Request) => Promise<Caller> {
  const limiter = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: 60 }) : null;
  return async (req) => {
    const header = req.get('authorization');
    if (!header) throw unauthenticated('unauthenticated_missing');
    const token = BEARER.exec(header)?.[1];
    const environmentId = token ? await environmentOf(token) : null;
    if (!token || !environmentId) throw unauthenticated('unauthenticated_invalid');
    if (limiter) await count(limiter, token);
    return { environmentId };
  };
}

function unauthenticated(why: 'unauthenticated_missing' | 'unauthenticated_invalid'): ApiError {
  return new ApiError('UNAUTHENTICATED', { message: message(why), headers: { 'WWW-Authenticate': 'Bearer' } });
}

async function count(limiter: RateLimiterAbstract, token: string): Promise<void> {
  try {
    await limiter.consume(token);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new ApiError('RATE_LIMITED', {
      message: message('rate_limited', { seconds }),
      headers: { 'Retry-After': String(seconds) },
    });
  }
}
