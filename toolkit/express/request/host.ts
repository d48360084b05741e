import type { RequestHandler } from 'express';
import { FrontError } from '../errors.ts';
import { message } from '../messages.ts';

/** HTTP/1.1 requests have to name the host, once (RFC 9112, 3.2). */
export const demandHost: RequestHandler = (req, _res, next) => {
  const hosts = req.headersDistinct['host']?.length ?? 0;
  if (hosts > 1 || (hosts === 0 && req.httpVersion === '1.1')) {
    throw new FrontError('malformed_request', { message: message('malformed_request') });
  }
  next();
};
