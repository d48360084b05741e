import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../../../generated/operations.ts';
import type { Say } from '../../express/language/translate.ts';
import type { Operation } from './operations.ts';
import type { Preference } from './request/prefer.ts';

/** A request while it is answered. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  /** The contract's; the mock speaks it if the house does. */
  language: string;
  say: Say;
  requestId: string;
}

/** A request that leads to an operation. */
export interface Call extends Exchange {
  operation: Operation;
  params: Record<string, string>;
  preference: Preference;
}

/** What is there from the start, by name. */
export type Seeded = Record<string, { id: string; path?: string }>;

/** What stands behind the front: examples, or a real server. */
export interface Backend {
  /** Answers a request that nobody wants to see fail. @throws Failure */
  answer(exchange: Exchange, call: Call | null): Promise<void>;
  /** What callers can ask for from the start. */
  seeded(): Seeded;
  /** A request worth trying first; null for any that needs nothing. */
  tryIt: { method: string; path: string } | null;
  /** A token that is accepted. */
  token: string;
  /** Makes all be as it was at the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The languages that the mock's own sentences are in; those of another contract hear the first. */
export function spokenLanguage(language: string, spoken: readonly [Language, ...Language[]]): Language {
  return spoken.find((one) => one === language) ?? spoken[0];
}
