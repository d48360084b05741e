import ipaddr from 'ipaddr.js';

const WINDOW_MS = 60_000;
/** Addresses that are counted at a time. When there are more, those that came first are forgotten. */
const MOST_ADDRESSES = 10_000;

/** Counts look-ups of tokens that are not there, by address. */
export interface InvalidTokens {
  /** Counts one. Gives the ms to wait if there were too many, and null if not. */
  count(address: string): number | null;
  /** The token was there. */
  uncount(address: string): void;
}

/** @param perMinute 0 for any number */
export function createInvalidTokens(perMinute: number): InvalidTokens {
  const byBlock = new Map<string, { count: number; until: number }>();
  return {
    count(address) {
      if (perMinute === 0) return null;
      const block = blockOf(address);
      const now = performance.now();
      const known = byBlock.get(block);
      const state = known && known.until > now ? known : { count: 0, until: now + WINDOW_MS };
      if (state.count >= perMinute) return state.until - now;
      state.count++;
      if (state !== known) {
        byBlock.delete(block);
        const [oldest] = byBlock.keys();
        if (oldest !== undefined && byBlock.size >= MOST_ADDRESSES) byBlock.delete(oldest);
        byBlock.set(block, state);
      }
      return null;
    },
    uncount(address) {
      const state = byBlock.get(blockOf(address));
      if (state && state.count > 0) state.count--;
    },
  };
}

/** What one party has to itself: an IPv4 address, or the /64 of an IPv6 address (RFC 6177). What is neither is one block. */
function blockOf(address: string): string {
  const [withoutZone = ''] = address.split('%');
  if (!ipaddr.isValid(withoutZone)) return 'unknown';
  const parsed = ipaddr.process(withoutZone);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
