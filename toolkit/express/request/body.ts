import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { FrontError, validationFailed } from '../errors.ts';
import { message } from '../messages.ts';
import { locals } from './context.ts';
import { fieldWithLongNumber } from './json.ts';

const JSON_TYPE = 'application/json';

export interface BodyOptions {
  /** Bytes, after decompression. */
  limit: number;
  /** Levels of objects and arrays: deeper ones overflow whatever walks them recursively, JSON.stringify included. */
  nesting: number;
  /** Digits of a number: what reads them may take time that grows with their square. */
  digits: number;
}

/** The body that an operation takes. */
export interface BodyInContract {
  required: boolean;
  isJson: boolean;
}

/** Reads the body of an operation into `req.body`: JSON as its value (and its text into the locals), anything else as a Buffer, nothing as undefined. */
export function readBody({ required, isJson }: BodyInContract, { limit, ...bounds }: BodyOptions): RequestHandler[] {
  return [
    (req, _res, next) => {
      if (isJson) assertJsonType(req.headers);
      next();
    },
    boundedRaw(limit),
    (req, res, next) => {
      const bytes: unknown = req.body;
      // No bytes are no body, and not `{}`, which is a request of its own (retry all, say).
      const body = Buffer.isBuffer(bytes) && bytes.length > 0 ? bytes : undefined;
      const json = body && isJson ? parseBody(body, bounds) : undefined;
      if (json) locals(res).bodyText = json.text;
      req.body = json ? json.value : body;
      if (required && req.body === undefined) throw validationFailed({ body: [message('invalid_required')] });
      next();
    },
  ];
}

/** Requests whose sender waits for `100 Continue` before it sends the body. */
const waitingToSend = new WeakSet<IncomingMessage>();

/** For `listen`: this request gets its `100 Continue` once its body is to be read, and not if it is refused before. */
export function continueWhenRead(req: IncomingMessage): void {
  waitingToSend.add(req);
}

/** express.raw, which would read a body that is too large to its end before it says so. */
function boundedRaw(limit: number): RequestHandler {
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

function assertJsonType(headers: Record<string, string | string[] | undefined>): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const [, type = '', parameters = ''] = /^\s*([^;\s]*)(.*)$/s.exec(String(headers['content-type'] ?? '')) ?? [];
  if (hasBody && type.toLowerCase() !== JSON_TYPE) throw unsupportedMediaType();
  // JSON is UTF-8 (RFC 8259, 8.1); other names of it aside, a charset is something else.
  const charset = /;\s*charset="?([^";\s]+)/i.exec(parameters)?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) throw unsupportedMediaType();
}

function unsupportedMediaType(): FrontError {
  return new FrontError('unsupported_media_type', { message: message('unsupported_media_type') });
}

function parseBody(bytes: Buffer, { nesting, digits }: Omit<BodyOptions, 'limit'>): { value: unknown; text: string } {
  const { text, value } = parsed(() => {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text: decoded, value: JSON.parse(decoded) as unknown };
  });
  const fault = firstFault(value, nesting);
  if (fault) throw validationFailed({ [fault.field]: [fault.message] });
  const long = fieldWithLongNumber(text, digits);
  if (long !== undefined) throw validationFailed({ [long]: [message('invalid_long_number', { limit: digits })] });
  return { value: withoutMinusZeros(value), text };
}

/** A field of the body itself is one of the contract's, for which -0 is 0. */
function withoutMinusZeros(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  // Rarely there, and a copy of many members takes long.
  if (!Object.values(body).some((value) => Object.is(value, -0))) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value === 0 ? 0 : value]));
}

function parsed<Value>(parse: () => Value): Value {
  try {
    return parse();
  } catch {
    throw new FrontError('invalid_json', { message: message('invalid_json') });
  }
}

/**
 * What no schema can say of a value: that it is nested too deep, or has names that are no text (lone surrogates, which nothing
 * stores as they are). With the top-level field that it is in. Not recursive, so that it cannot itself overflow.
 */
function firstFault(body: unknown, limit: number) {
  const isNested = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  const stack = isNested(body) ? [{ value: body, field: 'body', depth: 0 }] : [];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, field, depth } = next;
    if (depth >= limit) return { field, message: message('invalid_nesting', { limit }) };
    const hasNames = !Array.isArray(value);
    for (const key in value) {
      if (hasNames && !key.isWellFormed()) return { field, message: message('invalid_pattern') };
      const inner: unknown = value[key];
      if (isNested(inner)) stack.push({ value: inner, field: hasNames && depth === 0 ? key : field, depth: depth + 1 });
    }
  }
  return null;
}
