import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isObject } from '../document/json.ts';
import { UsageError } from '../document/tool-error.ts';

/** Larger bodies are not looked into for a message. */
const LOOKED_AT = 64 * 1024;

/** A proxy in front of any server, which writes down what that answers. */
export async function startProxy(target: string, file: string): Promise<{ url: string; close(): void }> {
  if (!URL.canParse(target))
    throw new UsageError(`--target must be a URL, such as http://127.0.0.1:3000, not "${target}".`);
  const to = new URL(target);
  const send = to.protocol === 'https:' ? secureRequest : request;
  const server = createServer((req, res) => {
    const { method = 'GET', url = '/' } = req;
    const path = to.pathname.replace(/\/$/, '') + url;
    const headers = { ...req.headers, host: to.host, 'accept-encoding': 'identity' };
    const upstream = send(to, { method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= LOOKED_AT) chunks.push(chunk);
      });
      answer.on('end', () => appendFileSync(file, `${JSON.stringify(lineOf(answer, { method, path }, chunks))}\n`));
      answer.pipe(res);
    });
    // Failure policy: a server that cannot be reached is told to who asked; nothing is written down.
    upstream.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
    req.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function lineOf(answer: IncomingMessage, { method, path }: { method: string; path: string }, chunks: Buffer[]) {
  const language = answer.headers['content-language'];
  return { method, path: path.split('?')[0], status: answer.statusCode, language, message: messageIn(chunks) };
}

function messageIn(chunks: Buffer[]): string | undefined {
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    return isObject(body) && typeof body['message'] === 'string' ? body['message'] : undefined;
  } catch {
    return undefined;
  }
}
