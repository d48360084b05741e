import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the server does with one request: answers, hangs (does nothing), breaks the connection. */
export type Step = (res: ServerResponse, req: Request) => void;

export interface ScriptedServer {
  url: string;
  requests: Request[];
  close(): Promise<void>;
}

/** A real HTTP server that does one step per request, and the last one again for all that follow. */
export async function scriptedServer(...steps: [Step, ...Step[]]): Promise<ScriptedServer> {
  const requests: Request[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const { method = '', url = '', headers } = req;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    requests.push(request);
    (steps[requests.length - 1] ?? steps.at(-1) ?? hang)(res, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** An answer with a JSON body, or with none. */
export function answer(status: number, body?: unknown, headers: Record<string, string> = {}): Step {
  return (res) => {
    if (body === undefined) res.writeHead(status, headers).end();
    else res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export const hang: Step = () => {};

export const reset: Step = (res) => res.socket?.resetAndDestroy();

/** Announces more than it sends, then breaks the connection. */
export const breakOff: Step = (res) => {
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  res.write('{"success":', () => res.socket?.destroy());
};

/** An error of the API, in its shape. */
export function apiError(status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Step {
  return answer(status, { success: false, message: `It is ${code}.`, code, request_id: 'req-1', ...more }, headers);
}
