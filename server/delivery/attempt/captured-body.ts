import type { Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import zlib from 'node:zlib';

/** What of a response body is kept as text, in bytes of the decoded content. */
const CAPTURED_BYTES = 16 * 1024;
/** What of a response body is kept as it came: enough for CAPTURED_BYTES of content that did not compress at all. */
export const RAW_BYTES = CAPTURED_BYTES + 1024;
/** Encodings that are undone, one after the other. */
const MOST_ENCODINGS = 3;
/** The memory that zstd may take for its window, as a power of two: 8 MiB (RFC 8878, 3.1.1.1.2, asks decoders for that much). */
const ZSTD_WINDOW = 23;

const { constants } = zlib;
/** A flush instead of an end: what is cut short gives as much as there is. */
const gzip = { finishFlush: constants.Z_SYNC_FLUSH };
const inflaters: Record<string, (bytes: Buffer) => Transform> = {
  gzip: () => zlib.createGunzip(gzip),
  'x-gzip': () => zlib.createGunzip(gzip),
  // Some send the bare DEFLATE stream without the zlib format around it (RFC 9110, 8.4.1.2).
  deflate: (bytes) => (isZlib(bytes) ? zlib.createInflate(gzip) : zlib.createInflateRaw(gzip)),
  br: () => zlib.createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () =>
    zlib.createZstdDecompress({
      finishFlush: constants.ZSTD_e_flush,
      params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW },
    }),
};

/** RFC 1950, 2.2: method 8, and the two bytes are a multiple of 31. */
function isZlib(bytes: Buffer): boolean {
  return bytes.length < 2 || ((bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0);
}

/** The beginning of a response body, as it came. */
export interface CapturedBody {
  bytes: Buffer;
  /** There was more, or there would have been. */
  cut: boolean;
  contentType: string | undefined;
  contentEncoding: string | undefined;
}

/**
 * The body as text, as its headers label it: at most 16 KiB, however far it would inflate. What cannot be read is described in
 * square brackets instead.
 */
export async function readBody({ bytes, cut, contentType, contentEncoding }: CapturedBody): Promise<string> {
  const encodings = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length === 0 || bytes.length === 0) return decode(bytes, cut, contentType);
  const unreadable = `[${bytes.length}${cut ? '+' : ''} bytes, Content-Encoding ${encodings.join(', ').slice(0, 100)}]`;
  if (encodings.length > MOST_ENCODINGS || encodings.some((name) => !Object.hasOwn(inflaters, name))) return unreadable;
  let content = bytes;
  for (const name of encodings.toReversed()) {
    const inflater = inflaters[name]?.(content);
    if (inflater) content = await oneAtATime(() => inflate(inflater, content));
  }
  return content.length === 0 && !cut ? unreadable : decode(content, cut, contentType);
}

/** The memory of inflating is chosen by the receiver (a window of up to 16 MiB), so there is one at a time. */
let last: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(task: () => Promise<T>): Promise<T> {
  const result = last.then(task);
  last = result.catch(() => undefined);
  return result;
}

/** The first RAW_BYTES of what comes out; of bytes that are damaged, what came before the damage. */
function inflate(inflater: Transform, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = () => {
      inflater.destroy();
      resolve(Buffer.concat(chunks).subarray(0, RAW_BYTES));
    };
    inflater.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= RAW_BYTES) finish();
    });
    inflater.on('end', finish).on('error', finish).on('close', finish);
    inflater.end(bytes);
  });
}

function decode(bytes: Buffer, cut: boolean, contentType: string | undefined): string {
  const label = /;\s*charset\s*=\s*["']?([^"';\s]*)/i.exec(contentType ?? '')?.[1] || 'utf-8';
  const decoder = decoderFor(byteOrderMark(bytes) ?? label);
  const note = decoder ? '' : `[charset ${label.slice(0, 40)} is not known; read as UTF-8]\n`;
  // `stream`: a character that the limit cuts in two is left out, not garbled.
  const stream = cut || bytes.length > CAPTURED_BYTES;
  return note + (decoder ?? new TextDecoder('utf-8')).decode(bytes.subarray(0, CAPTURED_BYTES), { stream });
}

/** What the first bytes say goes before any label (WHATWG Encoding, 6). */
function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
