import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Exchange } from '../../toolkit/contract/mock/backend.ts';

/** Of one connection only (RFC 9110, 7.6.1), or for the front to say. */
const NOT_PASSED_ON = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'vary', 'date']);

/** Passes a request on to the server, and its answer back. Rejects when the server does not answer. */
export async function passOn({ req, res, pathname, search, requestId }: Exchange, server: string): Promise<void> {
  const { hostname, port, host } = new URL(server);
  const headers = { ...req.headers, host, 'x-request-id': requestId };
  // As it was sent: a URL would normalize it.
  const path = pathname + search;
  const passed = request({ hostname, port, path, method: req.method, headers, agent: false });
  await new Promise<void>((resolve, reject) => {
    // Failure policy: what fails after the answer has begun is known by the answer, which then ends early.
    passed.on('error', reject);
    passed.once('response', (answer) => {
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !NOT_PASSED_ON.has(name)) res.setHeader(name, value);
      }
      if (answer.headers.connection === 'close' && !req.complete) res.setHeader('Connection', 'close');
      res.statusCode = answer.statusCode ?? 502;
      pipeline(answer, res).then(resolve, reject);
    });
    res.once('close', () => {
      passed.destroy();
      resolve();
    });
    // Not a pipeline, which would end the caller's connection when the server does not take the rest of the body (413, 401).
    req.pipe(passed);
  });
}
