import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apiKey,
  basic,
  bearer,
  type Credential,
  createFront,
  createTranslator,
  credential,
  type FrontMessages,
  type Listening,
  listen,
  preparedApp,
  standardErrors,
  standardMessages,
} from './index.ts';

interface Caller {
  name?: string;
  key?: string;
  scopes?: string[];
}
const security = {
  basic: [{ password: [] }],
  bearer: [{ oauth: ['read'] }],
  header: [{ inHeader: [] }],
  query: [{ inQuery: [] }],
  cookie: [{ inCookie: [] }],
  other: [{ signed: [] }],
  and: [{ oauth: [], inHeader: [] }],
  or: [{ password: [] }, { inHeader: [] }],
};
const document = {
  openapi: '3.1.0',
  info: { title: 'The "API"', version: '1' },
  security: [{ password: [] }],
  paths: Object.fromEntries(
    [...Object.entries(security), ['default', undefined]].map(([name, asked]) => [
      `/${name}`,
      { get: { ...(asked && { security: asked }), responses: { 200: { description: 'ok' } } } },
    ]),
  ),
  components: {
    securitySchemes: {
      password: { type: 'http', scheme: 'Basic' },
      oauth: { type: 'oauth2', flows: {} },
      inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
      inQuery: { type: 'apiKey', in: 'query', name: 'key' },
      inCookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
      signed: { type: 'http', scheme: 'hoba' },
    },
  },
};
const operations = Object.fromEntries(
  [...Object.keys(security), 'default'].map((name) => [
    name,
    { method: 'get', path: `/${name}`, secured: true as const, requestBody: false },
  ]),
);
const key = apiKey<Caller>((given) => (given === 'k' ? { key: given } : null));
const credentials: Record<string, Credential<Caller>> = {
  password: basic(async (name, password) => (password === 'p:w' ? { name } : null)),
  oauth: bearer((token, { scopes }) => (token === 't' ? { name: token, scopes } : null)),
  inHeader: key,
  inQuery: key,
  inCookie: key,
  signed: credential((req) => (req.get('x-signature') ? { name: 'signed' } : undefined)),
};

interface AnyOperation {
  responses: { 200: { content: { 'application/json': object } } };
}
const frontWith = (given: Record<string, Credential<Caller>>) =>
  createFront<Record<string, AnyOperation>, typeof operations, 'en', FrontMessages, Caller>(
    { document, operations },
    {
      languages: ['en'],
      translator: createTranslator<FrontMessages>(standardMessages),
      errors: standardErrors,
      credentials: given,
      newRequestId: () => 'id',
      validateResponses: false,
    },
  );

let server: Listening;
beforeAll(async () => {
  const front = frontWith(credentials);
  const app = preparedApp(express());
  const echo = ({ query }: { query: object }, { name, key: given, scopes }: Caller) => ({
    status: 200 as const,
    body: { name, key: given, scopes, query },
  });
  const handlers = Object.fromEntries(Object.keys(operations).map((name) => [name, echo]));
  app.use(front.context, front.route, ...front.check, front.answer(handlers), front.error);
  server = await listen(app, { port: 0, host: '127.0.0.1', malformed: front.malformed });
});
afterAll(() => server.close(0));

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/${path}`, { headers });
  const challenge = answer.headers.get('www-authenticate');
  return { status: answer.status, challenge, body: JSON.parse(await answer.text()) };
}
const password = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

describe('credentials of each scheme', () => {
  test.each<[string, Record<string, string>, object]>([
    ['basic', password('josé:p:w'), { name: 'josé' }],
    ['default', password('a:p:w'), { name: 'a' }],
    ['bearer', { authorization: 'bearer t' }, { name: 't', scopes: ['read'] }],
    ['header', { 'x-key': 'k' }, { key: 'k' }],
    ['query?key=k', {}, { key: 'k', query: {} }],
    ['cookie', { cookie: 'a=b; sid=k' }, { key: 'k' }],
    ['other', { 'x-signature': 's' }, { name: 'signed' }],
    ['and', { 'x-key': 'k', authorization: 'Bearer t' }, { name: 't', key: 'k' }],
    ['or', { 'x-key': 'k' }, { key: 'k' }],
    ['or', { 'x-key': 'k', ...password('a:wrong') }, { key: 'k' }],
  ])('%s', async (path, headers, body) => {
    expect(await get(path, headers)).toMatchObject({ status: 200, body });
  });

  const realm = 'realm="The API"';
  test.each<[string, Record<string, string>, string, string]>([
    ['basic', {}, 'missing', `Basic ${realm}, charset="UTF-8"`],
    ['basic', { authorization: 'Bearer t' }, 'not valid', `Basic ${realm}, charset="UTF-8"`],
    ['basic', password('a:wrong'), 'not valid', `Basic ${realm}, charset="UTF-8"`],
    ['basic', { authorization: 'Basic %%%' }, 'not valid', `Basic ${realm}, charset="UTF-8"`],
    ['bearer', { authorization: 'Bearer x' }, 'not valid', 'Bearer'],
    ['query?key=', {}, 'missing', `ApiKey ${realm}, name="key", in="query"`],
    ['cookie', { cookie: 'sid=x' }, 'not valid', `ApiKey ${realm}, name="sid", in="cookie"`],
    ['other', {}, 'missing', 'hoba'],
    ['and', { 'x-key': 'k' }, 'missing', `Bearer, ApiKey ${realm}, name="X-Key", in="header"`],
    [
      'or',
      { 'x-key': 'x' },
      'not valid',
      `Basic ${realm}, charset="UTF-8", ApiKey ${realm}, name="X-Key", in="header"`,
    ],
  ])('%s refuses %j: %s', async (path, headers, why, challenge) => {
    const { status, body, ...rest } = await get(path, headers);
    expect({ status, code: body.code, challenge: rest.challenge }).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
      challenge,
    });
    expect(body.message).toContain(why);
  });
});

test('a scheme that nobody checks, or that is checked as another, is refused at start', () => {
  const { inHeader: _, ...others } = credentials;
  expect(() => frontWith(others)).toThrow(
    '#/components/securitySchemes/inHeader is asked for: credentials.inHeader has to say how its credentials are checked, by apiKey().',
  );
  expect(() => frontWith({ ...credentials, password: key })).toThrow(
    '#/components/securitySchemes/password is not for apiKey(): credentials.password has to be made by basic().',
  );
});
