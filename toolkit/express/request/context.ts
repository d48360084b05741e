import type { RequestHandler, Response } from 'express';
import type { Language } from '../../../generated/operations.ts';
import { newId } from '../../../server/database/ids.ts';
import type { Context } from '../handlers.ts';
import type { PickLanguage } from '../language/picker.ts';
import { sayIn } from '../language/translate.ts';

/** An id that a caller or a proxy may give a request, to find it again in the logs. */
const REQUEST_ID = /^[\w.-]{1,100}$/;

interface Locals {
  context: Context<Language>;
  environmentId?: string;
  operationId?: string;
}

/** What is known of a request while it is answered. */
export function locals(res: Response): Locals {
  return res.locals as Locals;
}

/** First in line: gives each request its language and its id, and says so in each answer, whatever becomes of the request. */
export function requestContext(pickLanguage: PickLanguage<Language>): RequestHandler {
  return (req, res, next) => {
    const language = pickLanguage(req.get('accept-language'));
    const given = req.get('x-request-id');
    const requestId = given && REQUEST_ID.test(given) ? given : newId();
    locals(res).context = { language, requestId, receivedAt: new Date(), say: sayIn(language) };
    res.set({ 'Content-Language': language, 'X-Request-Id': requestId });
    res.vary('Accept-Language');
    // HEAD is GET without the body, and Node leaves that out by itself.
    if (req.method === 'HEAD') req.method = 'GET';
    next();
  };
}
