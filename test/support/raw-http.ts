import { connect } from 'node:net';
import type { Answer } from './api.ts';

/** Sends these bytes over a connection of their own, and reads until the server closes it. For what no HTTP client would send. */
export async function sendRaw<Body>(url: string, bytes: string | Buffer): Promise<Answer<Body>> {
  const { hostname, port } = new URL(url);
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
  const [head = '', ...rest] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
  const text = rest.join('\r\n\r\n');
  return { status: Number(statusLine.split(' ')[1]), headers, body: (text ? JSON.parse(text) : text) as Body };
}

/** A request as text, with what every one needs; the connection closes after the answer. */
export function rawRequest(requestLine: string, headers: Record<string, string> = {}, body = ''): string {
  const lines = Object.entries({ Host: 'reentrega', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${requestLine} HTTP/1.1`, ...lines, '', body].join('\r\n');
}
