import type { Response } from 'express';
import { locals } from './request/context.ts';

/** The text of an answer that is sent as it comes. @param gone aborted when nobody reads it any more: the text has to end then */
export type EventStream = (gone: AbortSignal) => AsyncIterable<string>;

/** How long a client may read nothing, ms. */
const WRITE_MS = 30_000;

/**
 * Sends server-sent events. No more is asked for while the client does not read what it was sent, and a client that reads nothing for
 * 30 s is disconnected: so a stream holds what the system buffers and one piece.
 */
export async function sendEventStream(res: Response, stream: EventStream): Promise<void> {
  const gone = new AbortController();
  const { headOnly = false } = locals(res);
  // Proxies would collect small pieces. The connection ends with the stream: nobody closes one that falls idle while the server stops.
  res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no', Connection: 'close' });
  res.once('close', () => gone.abort());
  if (headOnly || res.closed) gone.abort();
  else res.flushHeaders();
  for await (const piece of stream(gone.signal)) {
    if (gone.signal.aborted) break;
    if (!res.write(piece)) await drained(res, gone.signal);
  }
  res.end();
}

async function drained(res: Response, gone: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => res.destroy(), WRITE_MS);
  res.once('drain', resolve);
  gone.addEventListener('abort', () => resolve(), { once: true });
  if (gone.aborted) resolve();
  await promise;
  clearTimeout(timer);
  res.off('drain', resolve);
}
