import type { IncomingHttpHeaders } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { FrontError, validationFailed } from '../errors.ts';
import { message } from '../messages.ts';
import { locals } from './context.ts';
import { bodyOfForm, type FormEntries, formEntries } from './form.ts';
import { assertBounded, type Bounds, jsonOf } from './json-body.ts';
import { type MediaInContract, mediaFor } from './media.ts';
import { multipartEntries } from './multipart.ts';
import { boundedRaw } from './raw-body.ts';
import { type Shape, shapeOf } from './shape.ts';
import { uploadMemory } from './uploads.ts';

/** Text that is not said to be in another encoding: names of UTF-8 and of what is part of it. */
const UTF8 = /^(utf-?8|us-ascii)$/i;

export interface BodyLimits extends Bounds {
  /** Bytes of a body that is read as a value or as text, after decompression. */
  body: number;
  /** Bytes of a body with files: one that is multipart, or is given as it is. */
  upload: number;
  /** Bytes of all such bodies that are in memory at once. */
  uploads: number;
}

/** The body that an operation takes. */
export interface BodyInContract {
  required: boolean;
  media: MediaInContract[];
}

/** Reads the body of a request into `req.body`, and which of the media types it is into the locals. */
export type ReadBody = (req: Request, res: Response, next: NextFunction) => void;

/**
 * Makes what reads the bodies of an operation: JSON as its value (and its text into the locals), forms as the object that their schema
 * has, text as text, anything else as a Buffer, nothing as undefined.
 */
export function bodyReaders(
  limits: BodyLimits,
  resolve: (node: unknown) => Record<string, unknown>,
): (body: BodyInContract) => ReadBody {
  const readValue = boundedRaw(limits.body);
  const readUpload = boundedRaw(limits.upload);
  const memory = uploadMemory(limits.uploads);

  return ({ required, media }) => {
    const types = media.map(({ essence }) => essence).join(', ');
    const shapes = new Map<MediaInContract, Shape>();
    const shapeFor = (one: MediaInContract): Shape => {
      const shape = shapes.get(one) ?? shapeOf(one.node, resolve);
      shapes.set(one, shape);
      return shape;
    };

    function readAs(bytes: Buffer, one: MediaInContract, req: Request, res: Response): unknown {
      if (one.kind === 'json') {
        const { value, text } = jsonOf(bytes, limits);
        locals(res).bodyText = text;
        return value;
      }
      if (one.kind === 'form') {
        const value = bodyOfForm(fieldsOf(decoded(bytes, 'utf-8', types)), shapeFor(one));
        assertBounded(value, limits.nesting);
        return value;
      }
      return one.kind === 'text' ? decoded(bytes, charsetOf(req.headers) ?? 'utf-8', types) : bytes;
    }

    async function multipartOf(bytes: Buffer, one: MediaInContract, req: Request): Promise<unknown> {
      const entries = await multipartEntries(bytes, req.headers['content-type'] ?? '');
      const value = bodyOfForm(entries, shapeFor(one));
      assertBounded(value, limits.nesting);
      return value;
    }

    return (req, res, next) => {
      const isSent = hasBody(req.headers);
      const one = isSent ? mediaFor(media, req.headers) : undefined;
      if (isSent && !one) throw unsupportedMediaType(types);
      // JSON is UTF-8 (RFC 8259, 8.1), and so are forms; other names of it aside, a charset is something else.
      const charset = one?.kind === 'json' || one?.kind === 'form' ? charsetOf(req.headers) : undefined;
      if (charset !== undefined && !UTF8.test(charset)) throw unsupportedMediaType(types);
      const isUpload = one?.kind === 'multipart' || one?.kind === 'bytes';
      if (isUpload) memory.reserve(res, Math.min(sizeOf(req.headers) ?? limits.upload, limits.upload));

      const finish = (value: unknown): void => {
        req.body = value;
        if (required && value === undefined) throw validationFailed({ body: [message('invalid_required')] });
        next();
      };
      const read = isUpload ? readUpload : readValue;
      read(req, res, (error?: unknown) => {
        if (error !== undefined) return next(isOfEncoding(error) ? unsupportedMediaType(types) : error);
        const bytes: unknown = req.body;
        // No bytes are no body, and not `{}`, which is a request of its own (retry all, say).
        const isEmpty = !Buffer.isBuffer(bytes) || bytes.length === 0;
        try {
          if (isEmpty || !one) return finish(undefined);
          locals(res).media = one;
          if (one.kind === 'multipart') multipartOf(bytes, one, req).then(finish).catch(next);
          else finish(readAs(bytes, one, req, res));
        } catch (fault) {
          next(fault);
        }
      });
    };
  };
}

function fieldsOf(text: string): FormEntries {
  try {
    return formEntries(text);
  } catch {
    throw validationFailed({ body: [message('invalid_format', { format: 'application/x-www-form-urlencoded' })] });
  }
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || (lengthOf(headers) ?? 0) > 0;
}

function lengthOf(headers: IncomingHttpHeaders): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/** Bytes after decompression; undefined where nobody knows them. */
function sizeOf(headers: IncomingHttpHeaders): number | undefined {
  return headers['content-encoding'] === undefined ? lengthOf(headers) : undefined;
}

function charsetOf(headers: IncomingHttpHeaders): string | undefined {
  return /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
}

/** @param charset as the WHATWG Encoding Standard names it */
function decoded(bytes: Buffer, charset: string, types: string): string {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(charset, { fatal: true });
  } catch {
    throw unsupportedMediaType(types);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw validationFailed({ body: [message('invalid_format', { format: charset })] });
  }
}

/** What express.raw says of a `Content-Encoding` that it does not know. */
function isOfEncoding(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'encoding.unsupported';
}

function unsupportedMediaType(types: string): FrontError {
  return new FrontError('unsupported_media_type', { message: message('unsupported_media_type', { types }) });
}
