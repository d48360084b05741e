import type { IncomingMessage } from 'node:http';
import { Failure, invalid, sentence } from '../failure.ts';
import type { Operation } from '../operations.ts';

/** Bodies may be this large, in bytes, as on the server. */
const LIMIT = 256 * 1024;

/**
 * Reads the body of a request as its operation has it: undefined when there is none, or none is asked for.
 * @throws Failure 400, 413, 415 or 422
 */
export async function readBody(req: IncomingMessage, { body }: Operation): Promise<unknown> {
  if (!body) return undefined;
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && body.isJson && !isJson(req.headers['content-type'])) throw unsupported();
  const text = await textOf(req);
  if (text === '') {
    if (body.required) throw invalid({ body: [sentence('invalid_required')] });
    return undefined;
  }
  return body.isJson ? parsed(text) : text;
}

function isJson(contentType = ''): boolean {
  const [, type = '', parameters = ''] = /^\s*([^;\s]+)(.*)$/.exec(contentType) ?? [];
  // JSON is UTF-8 (RFC 8259, 8.1).
  const charset = /;\s*charset="?([^";\s]+)/i.exec(parameters)?.[1] ?? 'utf-8';
  return type.toLowerCase() === 'application/json' && /^(utf-?8|us-ascii)$/i.test(charset);
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // The rest is read and forgotten: whoever is answered while still sending may not see the answer.
    if (bytes <= LIMIT) chunks.push(chunk);
  }
  if (bytes > LIMIT) {
    throw new Failure(413, 'PAYLOAD_TOO_LARGE', { message: sentence('payload_too_large', { limit: LIMIT }) });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(400, 'INVALID_JSON', { message: sentence('invalid_json') });
  }
}

function unsupported(): Failure {
  return new Failure(415, 'UNSUPPORTED_MEDIA_TYPE', { message: sentence('unsupported_media_type') });
}
