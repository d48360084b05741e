import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RequestHandler } from 'express';
import { locals, methodNotAllowed } from '../../toolkit/express/index.ts';
import { siteFiles } from '../site/files.ts';

/** Where `npm run build` writes the console. */
const FOLDER = fileURLToPath(new URL('../../console/dist', import.meta.url));
const PAGE = '/index.html';

/**
 * Serves the console, which is no operation of the contract. Its pages are one file: what has no extension is a page. Without a built
 * console there is nothing at its address.
 * @param origins whose pages may show it in a frame
 */
export function consolePages(origins: readonly string[], site = FOLDER): RequestHandler {
  const sendFile = siteFiles();
  const policy = origins.length > 0 ? { 'frame-ancestors': origins.join(' ') } : {};
  return async (req, res, next) => {
    if (!(await exists(join(site, PAGE)))) return next();
    locals(res).operationId = 'console';
    if (req.method !== 'GET' && req.method !== 'HEAD') throw methodNotAllowed(req.method, ['GET', 'HEAD']);
    // Relative, because the path may be another one for the reader: a proxy can add to it.
    const [path, query] = req.originalUrl.split('?');
    if (path === '/console') return res.redirect(308, `console/${query === undefined ? '' : `?${query}`}`);
    // It would forbid what the policy allows; browsers without the policy are older than those that the console needs.
    if (origins.length > 0) res.removeHeader('X-Frame-Options');
    const isFile = /\.\w+$/.test(req.path);
    await sendFile(req, res, { site, name: isFile ? req.path : PAGE, policy });
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
