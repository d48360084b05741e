import { afterAll, beforeAll, expect, test } from 'vitest';
import { basic, type Handlers, HttpError, type Listening, messageMaker, problemDetails, serve } from './index.ts';

// What `contract generate` writes of the contract of the README.
interface Note {
  id: string;
  text: string;
}
interface Operations {
  getNote: {
    parameters: { path: { 'note-id': string } };
    responses: {
      200: { content: { 'application/json': Note } };
      default: { content: { 'application/problem+json': { title?: string } } };
    };
  };
  addNote: {
    requestBody: {
      content: { 'application/json': { text: string }; 'application/x-www-form-urlencoded': { text: string } };
    };
    responses: { 201: { content: { 'application/json': Note } } };
  };
  addPhoto: {
    parameters: { path: { 'note-id': string } };
    requestBody?: { content: { 'multipart/form-data': { photo: Blob; caption?: string }; 'image/png': Blob } };
    responses: { '2XX': { content: { 'text/plain': string } } };
  };
}
const operations = {
  getNote: {
    method: 'get',
    path: '/v1/notes/{note-id}',
    template: '/notes/{note-id}',
    secured: false,
    requestBody: false,
  },
  addNote: { method: 'post', path: '/v1/notes', template: '/notes', secured: true, requestBody: true },
  addPhoto: {
    method: 'post',
    path: '/v1/notes/{note-id}/photo',
    template: '/notes/{note-id}/photo',
    secured: true,
    requestBody: true,
  },
} as const;
const note = { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 10 } } };
const noteId = { name: 'note-id', in: 'path', required: true, schema: { type: 'string' } };
const json = { 'application/json': { schema: note } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1.0.0' },
  servers: [{ url: 'https://notes.example/v1' }],
  security: [{ password: [] }],
  paths: {
    '/notes': {
      post: {
        requestBody: { required: true, content: { ...json, 'application/x-www-form-urlencoded': { schema: note } } },
        responses: { 201: { description: 'The note.', content: json } },
      },
    },
    '/notes/{note-id}': {
      parameters: [noteId],
      get: {
        security: [],
        responses: {
          200: { description: 'The note.', content: json },
          default: {
            description: 'A problem.',
            content: { 'application/problem+json': { schema: { type: 'object' } } },
          },
        },
      },
    },
    '/notes/{note-id}/photo': {
      parameters: [noteId],
      post: {
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { photo: { type: 'string', format: 'binary' }, caption: { type: 'string' } },
              },
            },
            'image/png': { schema: { type: 'string', format: 'binary' } },
          },
        },
        responses: { '2XX': { description: 'Kept.', content: { 'text/plain': { schema: { type: 'string' } } } } },
      },
    },
  },
  components: {
    securitySchemes: { password: { type: 'http', scheme: 'basic' } },
    schemas: { Unused: { type: 'string', format: 'ulid' } },
  },
};

interface Caller {
  user: string;
}
const message = messageMaker<{ no_note: { id: string } }>();
const notes = new Map<string, Note>();
const handlers: Handlers<Operations, typeof operations, 'en' | 'fr', object, Caller> = {
  getNote({ params }) {
    const id = params['note-id'];
    const found = notes.get(id);
    if (found) return { status: 200, body: found };
    if (id === 'gone') return { status: 410, type: 'application/problem+json', body: { title: 'Gone.' } };
    throw new HttpError(404, 'NO_NOTE', { message: message('no_note', { id }) });
  },
  addNote({ body }, { user }) {
    const added = { id: String(notes.size + 1), text: `${user}: ${body.text}` };
    notes.set(added.id, added);
    return { status: 201, body: added };
  },
  addPhoto({ body, bodyType }) {
    const size = bodyType === 'multipart/form-data' ? body.photo.size : (body?.length ?? 0);
    return { status: 202, type: 'text/plain', body: `${bodyType} ${size}` };
  },
};

const told: string[] = [];
let service: Listening;
beforeAll(async () => {
  service = await serve({
    document,
    operations,
    languages: ['en', 'fr'],
    handlers,
    credentials: { password: basic((user, password) => (password === 'secret' ? { user } : null)) },
    errors: problemDetails(),
    messages: { en: { no_note: 'There is no note {id}.' }, fr: { no_note: 'Pas de note {id}.' } },
    logger: { warn: (text) => told.push(text), error: (error) => told.push(String(error)) },
    before: (app) => app.get('/health', (_req, res) => void res.json({ ok: true })),
    port: 0,
  });
});
afterAll(() => service.close(0));

async function ask(path: string, init: RequestInit = {}) {
  const authorization = `Basic ${btoa('ana:secret')}`;
  const answer = await fetch(service.url + path, { ...init, headers: { authorization, ...init.headers } });
  const type = answer.headers.get('content-type');
  return { status: answer.status, type, text: await answer.text() };
}

test('a service of three operations is its handlers', async () => {
  const form = new URLSearchParams({ text: 'hello' });
  const added = await ask('/v1/notes', { method: 'POST', body: form });
  expect(added).toMatchObject({ status: 201, text: '{"id":"1","text":"ana: hello"}' });
  expect(await ask('/v1/notes/1')).toMatchObject({ status: 200, text: added.text });
  const photo = new FormData();
  photo.append('photo', new Blob(['1234']));
  expect(await ask('/v1/notes/1/photo', { method: 'POST', body: photo })).toMatchObject({
    status: 202,
    type: 'text/plain; charset=utf-8',
    text: 'multipart/form-data 4',
  });
  const png = { method: 'POST', headers: { 'content-type': 'image/png' }, body: 'png' };
  expect(await ask('/v1/notes/1/photo', png)).toMatchObject({ text: 'image/png 3' });
  expect(await ask('/health')).toMatchObject({ status: 200 });
});

test('its errors are problem details, thrown or given, in the language asked for', async () => {
  const problem = 'application/problem+json; charset=utf-8';
  const missing = await ask('/v1/notes/7', { headers: { 'accept-language': 'fr' } });
  expect(missing).toMatchObject({ status: 404, type: problem });
  expect(JSON.parse(missing.text)).toMatchObject({ title: 'Pas de note 7.', code: 'NO_NOTE', status: 404 });
  expect(await ask('/v1/notes/gone')).toEqual({ status: 410, type: problem, text: '{"title":"Gone."}' });
  expect(await ask('/v1/notes', { method: 'POST', headers: { authorization: '' } })).toMatchObject({ status: 401 });
  expect(await ask('/notes/1')).toMatchObject({ status: 404, type: problem });
  const wrong = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":1}' };
  expect(JSON.parse((await ask('/v1/notes', wrong)).text)).toMatchObject({ errors: { text: ['Must be text.'] } });
});

test('what is not checked is told at its start', () => {
  expect(told).toEqual(['#/components/schemas/Unused/format is not checked: the format ulid is not known.']);
});
