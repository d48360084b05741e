import type { Request, Response } from 'express';
import type { Operation } from './operations.ts';
import type { Preference } from './prefer.ts';

/** A request while it is answered. */
export interface Exchange {
  req: Request;
  res: Response;
  language: string;
  requestId: string;
  /** As it was sent. */
  pathname: string;
  /** With its question mark, if there is one. */
  search: string;
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
  /** Whether the front checks requests, or whoever answers does. */
  checksItself: boolean;
  /** Answers a request that nobody wants to see fail; null for one that leads to no operation. */
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
