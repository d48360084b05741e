import type { RequestHandler } from 'express';
import { languages } from '../../generated/operations.ts';
import { locals, methodNotAllowed } from '../../toolkit/express/index.ts';
import { unavailable } from '../api/api-error.ts';
import { siteFiles } from '../site/files.ts';

/** The page of each language that Redoc draws. Its policy is in toolkit/contract/docs/security.ts too, with what the hashes are of. */
const REDOC_PAGE = /^\/[^/]+\/redoc\.html$/;
const REDOC_POLICY = {
  'style-src':
    "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='",
};

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
    const name = req.path.endsWith('/') ? `${req.path}index.html` : req.path;
    await sendFile(req, res, { site, name, ...(REDOC_PAGE.test(name) && { policy: REDOC_POLICY }) });
  };
}
