import type { RequestHandler } from 'express';
import { languages } from '../../generated/operations.ts';
import { locals, methodNotAllowed } from '../../toolkit/express/index.ts';
import { unavailable } from '../api/api-error.ts';
import { siteFiles } from '../site/files.ts';

/**
 * Serves the built docs, which are no operation of the contract: no token, their own security policy, and at the root the
 * page in the reader's language.
 * @param folder where they are; null while there are none
 */
export function docs(folder: () => Promise<string | null>): RequestHandler {
  const sendFile = siteFiles();
  return async (req, res) => {
    locals(res).operationId = 'docs';
    if (req.method !== 'GET' && req.method !== 'HEAD') throw methodNotAllowed(req.method, ['GET', 'HEAD']);
    // Relative, because the path may be another one for the reader: a proxy can add to it.
    if (req.originalUrl.split('?')[0] === '/docs') return res.redirect(308, 'docs/');
    const language = req.path.slice(1);
    if (languages.some((known) => known === language)) return res.redirect(308, `${language}/`);
    if (req.path === '/') return res.redirect(302, `${locals(res).context.language}/`);
    const site = await folder();
    if (site === null) throw unavailable(30);
    await sendFile(req, res, { site, name: req.path.endsWith('/') ? `${req.path}index.html` : req.path });
  };
}
