import type { RequestHandler } from 'express';

/**
 * Answers requests with a path in front as those without it: a service behind a proxy is found whether the proxy takes that path
 * off or not. Mount it first.
 * @param base `/hooks`, or empty for none
 */
export function withoutBase(base: string): RequestHandler {
  const path = base.replace(/\/+$/, '');
  return (req, _res, next) => {
    const rest = path !== '' && req.url.startsWith(path) ? req.url.slice(path.length) : undefined;
    if (rest !== undefined && /^([/?]|$)/.test(rest)) req.url = rest.startsWith('/') ? rest : `/${rest}`;
    next();
  };
}
