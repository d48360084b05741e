import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { FrontError } from '../errors.ts';
import { message } from '../messages.ts';

/** Requests whose sender waits for `100 Continue` before it sends the body. */
const waitingToSend = new WeakSet<IncomingMessage>();

/** For `listen`: this request gets its `100 Continue` once its body is to be read, and not if it is refused before. */
export function continueWhenRead(req: IncomingMessage): void {
  waitingToSend.add(req);
}

/** express.raw, which would read a body that is too large to its end before it says so. @param limit bytes, after decompression */
export function boundedRaw(limit: number): RequestHandler {
  const raw = express.raw({ limit, type: () => true });
  return (req, res, next) => {
    let isOver = false;
    const done = (error?: unknown) => {
      if (isOver) return;
      isOver = true;
      next(error);
    };
    if (Number(req.headers['content-length']) > limit) return done(tooLarge(limit));
    if (waitingToSend.delete(req)) res.writeContinue();
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) done(tooLarge(limit));
    });
    raw(req, res, done);
  };
}

/** The connection goes with it: the rest of the body is not read. */
function tooLarge(limit: number): FrontError {
  return new FrontError('payload_too_large', {
    message: message('payload_too_large', { limit }),
    headers: { Connection: 'close' },
  });
}
