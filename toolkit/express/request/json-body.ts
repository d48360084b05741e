import express, { type RequestHandler } from 'express';
import { ApiError, invalid } from '../../../server/http/api-error.ts';
import { sentence } from '../../../server/http/messages.ts';
import { parseJson } from './json.ts';

const JSON_TYPE = 'application/json';

export interface BodyOptions {
  /** Bytes, after decompression. */
  limit: number;
  /** Levels of objects and arrays: deeper ones overflow whatever walks them recursively, JSON.stringify included. */
  nesting: number;
  required: boolean;
}

/** Reads the JSON body of an operation that has one. */
export function jsonBody({ limit, nesting, required }: BodyOptions): RequestHandler[] {
  return [
    (req, _res, next) => {
      const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
      if (hasBody && !req.is(JSON_TYPE)) throw unsupportedMediaType();
      // JSON is UTF-8 (RFC 8259, 8.1); other names of it aside, a charset is something else.
      const charset = /;\s*charset="?([^";\s]+)/i.exec(req.headers['content-type'] ?? '')?.[1];
      if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) throw unsupportedMediaType();
      next();
    },
    express.text({ limit, type: JSON_TYPE }),
    (req, _res, next) => {
      // No bytes are no body, and not `{}`, which is a request of its own (retry all, say).
      req.body = req.body ? parseBody(req.body, nesting) : undefined;
      if (required && req.body === undefined) throw invalid('body', sentence('invalid_required'));
      // The validator compiles a schema for each content type that it meets, parameters included, and never forgets one.
      req.headers['content-type'] = JSON_TYPE;
      next();
    },
  ];
}

function unsupportedMediaType(): ApiError {
  return new ApiError('UNSUPPORTED_MEDIA_TYPE', { message: sentence('unsupported_media_type') });
}

function parseBody(text: string, nesting: number): unknown {
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    throw new ApiError('INVALID_JSON', { message: sentence('invalid_json') });
  }
  const tooDeep = firstTooDeep(plain, nesting);
  if (tooDeep !== null) throw invalid(tooDeep, sentence('invalid_nesting', { limit: nesting }));
  return parseJson(text);
}

/** For operations without a body: what comes along all the same is not looked at. */
export const noBody: RequestHandler = (req, _res, next) => {
  delete req.headers['content-type'];
  next();
};

/** The top-level field in which the value is nested too deep, or null. Not recursive, so that it cannot itself overflow. */
function firstTooDeep(value: unknown, limit: number): string | null {
  const stack: { value: unknown; field: string; depth: number }[] = [{ value, field: 'body', depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value: current, field, depth } = next;
    if (typeof current !== 'object' || current === null) continue;
    if (depth >= limit) return field;
    for (const [key, inner] of Object.entries(current)) {
      const named = depth === 0 && !Array.isArray(current);
      stack.push({ value: inner, field: named ? key : field, depth: depth + 1 });
    }
  }
  return null;
}
