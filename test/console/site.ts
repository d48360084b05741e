import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = fileURLToPath(new URL('../../console', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** As the docs have it: nothing but what comes from the same host. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

export interface ConsoleSite {
  /** `http://127.0.0.1:4321/console` */
  url: string;
  close(): void;
}

/** The built console on the same host as a service, as a proxy has it. */
export async function startConsole(serviceUrl: string): Promise<ConsoleSite> {
  await promisify(execFile)(process.execPath, [join(folder, 'build/build.ts')]);
  const { hostname, port } = new URL(serviceUrl);
  const server = createServer(async (req, res) => {
    const [path = ''] = (req.url ?? '').split('?');
    if (path.startsWith('/console')) {
      const name = extname(path) === '' ? '/index.html' : path.slice('/console'.length);
      const body = await readFile(join(folder, 'dist', name));
      res.writeHead(200, { 'Content-Type': TYPES[extname(name)], 'Content-Security-Policy': POLICY });
      res.end(body);
      return;
    }
    const { method, headers, url } = req;
    const passed = request({ hostname, port, path: url, method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    passed.on('error', () => res.destroy());
    req.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}/console`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
