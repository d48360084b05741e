import type { Request, RequestHandler, Response } from 'express';
import { languagePicker } from '../language/picker.ts';
import { spokenLanguages } from '../language/spoken.ts';
import type { Told, Translate, Translator } from '../language/translate.ts';
import { trafficRecorder } from '../traffic.ts';
import type { MediaInContract } from './media.ts';

/** An id that a caller or a proxy may give a request, to find it again in the logs. */
const REQUEST_ID = /^[\w.-]{1,100}$/;

/** What is known of every request. */
export interface RequestContext<Language extends string = string, Messages = object> {
  language: Language;
  requestId: string;
  /** When the request came in. */
  receivedAt: Date;
  /** The text of a message in the language asked for, or in the default one where that has a gap: `Content-Language` says so. */
  translate: Translate<Messages>;
  /** Told of the language of what else the answer says. */
  spoken: Told;
  /** The same for a text that is no message, such as the summary of a webhook. */
  textIn(texts: Partial<Record<Language, string>>): string;
}

export interface Locals<Language extends string = string, Messages = object> {
  context: RequestContext<Language, Messages>;
  /** What the operation's credentials tell of the caller. */
  caller?: object;
  operationId?: string;
  /** It was asked for without its body (HEAD). */
  headOnly?: boolean;
  /** The JSON of the body, as it was sent. */
  bodyText?: string;
  /** Which of the operation's media types the body is; undefined without one. */
  media?: MediaInContract;
  /** Of the path, decoded. */
  params?: Record<string, string>;
}

/** What is known of a request while it is answered. */
export function locals<Language extends string = string, Messages = object>(res: Response): Locals<Language, Messages> {
  return res.locals as Locals<Language, Messages>;
}

export interface ContextOptions<Language extends string, Messages> {
  languages: readonly [Language, ...Language[]];
  translator: Translator<Messages>;
  newRequestId: () => string;
  now: () => Date;
}

/** First in line: gives each request its language and its id, and says so in each answer, whatever becomes of the request. */
export function requestContext<Language extends string, Messages>({
  languages,
  translator,
  newRequestId,
  now,
}: ContextOptions<Language, Messages>): RequestHandler {
  const pickLanguage = languagePicker(languages);
  const record = trafficRecorder(process.env['CONTRACT_TRAFFIC']);
  return (req, res, next) => {
    const language = pickLanguage(req.get('accept-language'));
    const given = req.get('x-request-id');
    record?.(req, res);
    const requestId = given && REQUEST_ID.test(given) ? given : newRequestId();
    const spoken = spokenLanguages(language, (all) => res.set('Content-Language', all));
    locals<Language, Messages>(res).context = {
      language,
      requestId,
      receivedAt: now(),
      translate: translator.in(language, spoken),
      spoken,
      textIn(texts) {
        const [used = language] = [language, ...languages].filter((one) => texts[one] !== undefined);
        spoken(used);
        return texts[used] ?? '';
      },
    };
    // Answers hold what is only for who asked. What is for everybody says so itself.
    res.set({ 'Content-Language': language, 'X-Request-Id': requestId, 'Cache-Control': 'no-store' });
    res.vary('Accept-Language');
    // HEAD is GET without the body, and Node leaves that out by itself.
    if (req.method === 'HEAD') {
      locals(res).headOnly = true;
      req.method = 'GET';
    }
    next();
  };
}

/** The path and the query of a request as they were sent: a target with a host (RFC 9112, 3.2.2) is one without it. */
export function targetOf({ url }: Pick<Request, 'url'>): { pathname: string; search: string } {
  const target = url.startsWith('/') ? url : url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  const at = target.indexOf('?');
  const [pathname, search] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at)];
  return { pathname: pathname || '/', search };
}
