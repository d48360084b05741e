import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** What may still come on a connection that has had its last answer: at most so many bytes are read, and it is ended after so many ms. */
const LINGER = { bytes: 4 * 1024 * 1024, ms: 5_000 };

/** Bytes of a body that usually come with its headers. */
const COMES_AT_ONCE = 16 * 1024;

/** Whether more of the body is to come than what may be on its way already. */
export function isLargeAndUnread({ complete, headers }: IncomingMessage): boolean {
  return (
    !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > COMES_AT_ONCE)
  );
}

const lingering = new WeakSet<Socket>();

/** Whether the connection has had its last answer. */
export function isLingering(socket: Socket): boolean {
  return lingering.has(socket);
}

/**
 * Ends a connection so that its last answer arrives (RFC 9112, 9.6): the writing side is closed, and what the client still sends is
 * read and discarded. A connection that is closed while input waits on it is reset, and a client that is still sending then sees
 * an error instead of the answer. No more requests are taken from it.
 * @param text to be written before
 */
export function lingeringClose(socket: Socket, text = ''): void {
  if (lingering.has(socket)) return;
  lingering.add(socket);
  socket.removeAllListeners('data'); // that of the HTTP parser
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    // Whoever sends that much without reading waits until the time is over.
    if (bytes > LINGER.bytes) socket.pause();
  });
  // Counted from when everything is written: an answer may be large, and its reader slow.
  socket.once('finish', () => {
    const timer = setTimeout(() => socket.destroy(), LINGER.ms).unref();
    socket.once('close', () => clearTimeout(timer));
  });
  socket.end(text);
  socket.resume();
}
