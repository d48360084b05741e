import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../api/api.ts';
import { rateLimited, unauthenticated } from '../api/api-error.ts';
import type { Tokens } from '../environments/tokens.ts';
import { isPortalToken, type PortalTokens } from '../portal/tokens.ts';
import { createInvalidTokens } from './invalid-tokens.ts';

/** The scheme is case-insensitive (RFC 9110, 11.1). Longer than any token of ours is not even looked up. */
const BEARER = /^Bearer +([\w\-.~+/=]{1,500}) *$/i;

/** What is asked of a request. */
interface AskedBy {
  get(name: 'authorization'): string | undefined;
  readonly ip?: string | undefined;
}

export interface AuthenticationOptions {
  tokens: Pick<Tokens, 'environmentOf' | 'isLookedUp' | 'isListed'>;
  portal: Pick<PortalTokens, 'callerOf'>;
  /** Requests per minute and token in this process; 0 for any number. */
  perMinute: number;
  /** Requests with an invalid token per minute and address in this process; 0 for any number. */
  invalidPerMinute: number;
}

/** Finds out whose token a request carries, and counts it against that token's rate. */
export function authentication({
  tokens,
  portal,
  perMinute,
  invalidPerMinute,
}: AuthenticationOptions): (req: AskedBy) => Promise<Caller> {
  const limiter = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: 60 }) : null;
  const invalid = createInvalidTokens(invalidPerMinute);

  // An address that sends too many invalid tokens costs no more look-ups: of the others, only those that are on the list get one.
  async function environmentOf(token: string, address: string): Promise<string | null> {
    if (!tokens.isLookedUp(token)) return tokens.environmentOf(token);
    const wait = invalid.count(address);
    if (wait !== null && !(await tokens.isListed(token))) throw rateLimited(wait);
    const environmentId = await tokens.environmentOf(token);
    if (environmentId !== null && wait === null) invalid.uncount(address);
    return environmentId;
  }

  return async (req) => {
    const header = req.get('authorization');
    if (!header) throw unauthenticated('unauthenticated_missing');
    const token = BEARER.exec(header)?.[1];
    if (token && isPortalToken(token)) {
      const caller = await portal.callerOf(token);
      if (!caller) throw unauthenticated('unauthenticated_invalid');
      if (limiter) await count(limiter, `${caller.portal.kind} ${caller.portal.id}`);
      return caller;
    }
    const environmentId = token ? await environmentOf(token, req.ip ?? '') : null;
    if (!token || !environmentId) throw unauthenticated('unauthenticated_invalid');
    if (limiter) await count(limiter, token);
    return { environmentId };
  };
}

async function count(limiter: RateLimiterAbstract, token: string): Promise<void> {
  try {
    await limiter.consume(token);
  } catch (error) {
    if (error instanceof RateLimiterRes) throw rateLimited(error.msBeforeNext);
    throw error;
  }
}
