import { expect } from 'vitest';
import { collections } from '../../server/database/collections.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ PUBLIC_URL: 'https://hooks.example.com' });
type Link = Schemas['PortalLink'];
type Session = Schemas['PortalSession'];

const createLink = (api: Api, agentId: string, body: object = {}) =>
  api.call<{ data: Link }>('POST', `/agents/${agentId}/portal`, { body });
const openSession = (url: string, token: string, language = 'en') =>
  apiAt(url, token).call<{ data: Session; message: string; code: string }>('POST', '/portal/session', {
    headers: { 'accept-language': language },
  });
const show = (url: string, token: string, agentId: string) => apiAt(url, token).call('GET', `/agents/${agentId}`);

test('a link opens one session, for its agent, until both end', async ({ api }) => {
  const agent = await api.createAgent();
  const { status, body } = await createLink(api, agent.id, { rights: 'retry', expires_in: 600 });
  expect(status).toBe(201);
  const { token, url, rights, expires_at } = body.data;
  expect(rights).toBe('retry');
  // The token is where browsers send it to no server.
  expect(url).toBe(`https://hooks.example.com/console/portal#token=${token}`);
  expect(new URLSearchParams(new URL(url).hash.slice(1)).get('token')).toBe(token);
  const left = Date.parse(expires_at) - Date.now();
  expect(left).toBeGreaterThan(590_000);
  expect(left).toBeLessThan(610_000);

  const opened = await openSession(api.url, token);
  expect(opened.status).toBe(201);
  expect(opened.body.data).toStrictEqual({
    token: expect.stringMatching(/^portal_session_/),
    agent_id: agent.id,
    rights: 'retry',
    expires_at,
  });
  expect((await show(api.url, opened.body.data.token, agent.id)).status).toBe(200);
  expect((await show(api.url, opened.body.data.token, agent.id.toUpperCase())).status).toBe(200);

  // Nobody opens a second one, in any language; the session is not opened again, and a link is no session.
  const again = await openSession(api.url, token, 'pt-BR');
  expect([again.status, again.body.code, again.body.message]).toStrictEqual([
    401,
    'UNAUTHENTICATED',
    'Este link não é válido. Ele já foi usado, expirou ou foi revogado. Peça um novo.',
  ]);
  expect((await openSession(api.url, opened.body.data.token)).status).toBe(401);
  const fresh = (await createLink(api, agent.id)).body.data;
  expect(fresh.rights).toBe('read');
  expect((await show(api.url, fresh.token, agent.id)).status).toBe(401);
  // Nor does the token of the environment open one.
  expect((await api.call('POST', '/portal/session')).status).toBe(401);
});

test('two who open a link at the same moment get one session', async ({ api }) => {
  const agent = await api.createAgent();
  const { token } = (await createLink(api, agent.id)).body.data;
  const statuses = (await Promise.all([1, 2, 3].map(() => openSession(api.url, token)))).map(({ status }) => status);
  expect(statuses.toSorted()).toStrictEqual([201, 401, 401]);
});

test('revoking ends links and sessions of this agent alone', async ({ api }) => {
  const [agent, other] = await Promise.all([api.createAgent(), api.createAgent()]);
  const [link, used, ofOther] = await Promise.all([agent, agent, other].map(({ id }) => createLink(api, id)));
  const session = (await openSession(api.url, String(used?.body.data.token))).body.data.token;
  expect((await api.call('DELETE', `/agents/${agent.id}/portal`)).status).toBe(200);
  expect((await show(api.url, session, agent.id)).status).toBe(401);
  expect((await openSession(api.url, String(link?.body.data.token))).status).toBe(401);
  expect((await openSession(api.url, String(ofOther?.body.data.token))).status).toBe(201);
  const later = (await createLink(api, agent.id)).body.data.token;
  expect((await openSession(api.url, later)).status).toBe(201);
});

test('a session ends with its agent', async ({ api }) => {
  const agent = await api.createAgent();
  const session = (await openSession(api.url, (await createLink(api, agent.id)).body.data.token)).body.data.token;
  await api.call('DELETE', `/agents/${agent.id}`);
  expect((await show(api.url, session, agent.id)).status).toBe(401);
});

test('a token that was changed anywhere is not valid', async ({ api }) => {
  const agent = await api.createAgent();
  const link = (await createLink(api, agent.id)).body.data.token;
  const { token } = (await openSession(api.url, link)).body.data;
  const places = Array.from({ length: 12 }, (_, index) => Math.floor((index * (token.length - 2)) / 11));
  for (const place of places) {
    const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
    expect((await show(api.url, changed, agent.id)).status, `at ${place}`).toBe(401);
  }
  expect((await show(api.url, link.replace('link', 'session'), agent.id)).status).toBe(401);
  expect((await show(api.url, 'portal_session_', agent.id)).status).toBe(401);
});

test('what is stored of links opens nothing', async ({ api, database }) => {
  const agent = await api.createAgent();
  const link = (await createLink(api, agent.id)).body.data.token;
  const session = (await openSession(api.url, link)).body.data.token;
  const stored = JSON.stringify(await collections(database.db).usedPortalLinks.find().toArray());
  for (const token of [link, session]) expect(stored).not.toContain(token.slice(-40));
});

test.for([
  [{ expires_in: 59 }, 'expires_in'],
  [{ expires_in: 86_401 }, 'expires_in'],
  [{ rights: 'all' }, 'rights'],
  [{ agent_id: 'another' }, 'agent_id'],
] as const)('a link is not made of %j', async ([body, field], { api }) => {
  const agent = await api.createAgent();
  const refused = await api.call<Schemas['ValidationError']>('POST', `/agents/${agent.id}/portal`, { body });
  expect([refused.status, Object.keys(refused.body.errors)]).toStrictEqual([422, [field]]);
});
