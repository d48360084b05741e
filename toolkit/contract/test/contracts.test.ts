import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startFor } from '../command/mock.ts';
import { tryContract } from './trial.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const own = (name: string) => `${root}/toolkit/fixtures/${name}`;
const examples = (name: string) => `${root}/node_modules/@readme/oas-examples/${name}`;
/** Also those that take long: `npm run test:contracts`. */
const isWhole = process.env['CONTRACTS'] === 'all';

/** What is told at start, at least so much of it; and the bodies that requests are taken with. */
const table: { file: string; told?: RegExp[]; kinds: string[]; slow?: true }[] = [
  { file: own('library/openapi.yaml'), kinds: ['json', 'none'] },
  { file: own('contracts/cobrancas.yaml'), kinds: ['application/jwt', 'json', 'none'] },
  {
    file: own('contracts/oddities.yaml'),
    kinds: ['application/xml', 'form', 'image/*', 'multipart', 'none'],
    told: [
      /undefinedScheme is asked for, and is not there/,
      /Thing\/properties\/id\/pattern is not checked: Invalid regular expression/,
      /Thing\/properties\/code\/format is not checked: the format ulid is not known\.$/,
      /^getThingsByThingIdArchive is not served: the path of a request has neither/,
      /^The body application\/xml of postThings is given to its handler as text/,
    ],
  },
  { file: examples('3.1/json/petstore.json'), kinds: ['application/octet-stream', 'json', 'none'] },
  {
    file: examples('3.1/json/train-travel.json'),
    kinds: ['application/xml', 'json', 'none'],
    told: [/the format iso-country-code is not/],
  },
  { file: examples('3.1/json/security.json'), kinds: ['none'] },
  { file: examples('3.0/json/schema-circular.json'), kinds: ['json', 'multipart'] },
  { file: examples('3.0/json/uspto.json'), kinds: ['form', 'none'] },
  { file: examples('3.0/json/file-uploads.json'), kinds: ['image/png', 'multipart'], slow: true },
  { file: examples('3.0/json/discriminators.json'), kinds: ['json'], slow: true },
  { file: examples('3.0/json/star-trek.json'), kinds: ['form', 'none'], slow: true },
  { file: examples('3.1/json/readme.json'), kinds: ['json', 'multipart', 'none'], slow: true },
  { file: `${root}/node_modules/@figma/rest-api-spec/openapi/openapi.yaml`, kinds: ['json', 'none'], slow: true },
];

describe('every tool takes the contracts of others', () => {
  const chosen = table.filter(({ slow }) => isWhole || !slow);
  const named = chosen.map((one) => ({ ...one, name: one.file.split('/').slice(-2).join('/') }));
  test.each(named)('$name', { timeout: 300_000 }, async ({ file, told = [], kinds }) => {
    const trial = await tryContract(file, { docs: isWhole });
    onTestFinished(trial.close);
    expect(trial.faults).toEqual([]);
    expect(trial.kinds).toEqual(kinds);
    expect(trial.types).toContain('export interface paths');
    // The mock, and so the server, tells what check has told beforehand.
    expect(trial.mock.problems).toEqual(trial.said.filter((line) => line !== ''));
    for (const one of told) expect(trial.said).toContainEqual(expect.stringMatching(one));
  });
});

/** Those that may not be copied into this repository, where somebody has laid them beside it. */
const shared = process.env['CONTRACTS_FOLDER'] ?? `${root}/../shared/contracts`;
const laid = existsSync(shared) ? readdirSync(shared).filter((name) => /\.(ya?ml|json)$/.test(name)) : [];
test.runIf(isWhole && laid.length > 0).each(laid)('shared/contracts/%s', { timeout: 300_000 }, async (name) => {
  const trial = await tryContract(`${shared}/${name}`, { docs: true });
  onTestFinished(trial.close);
  expect(trial.faults).toEqual([]);
});

describe('the mock of another contract', () => {
  const options = { delay: { least: 0, most: 0 }, failureRate: 0, stateful: false, mongodbUri: undefined, seed: 1 };
  const start = async (dynamic: boolean) => {
    const file = own('contracts/oddities.yaml');
    const mock = await startFor({ ...options, host: '127.0.0.1', port: 0, contract: file, dynamic });
    onTestFinished(() => mock.close());
    const get = async (path: string, headers: Record<string, string> = {}): Promise<[number, unknown]> => {
      const answer = await fetch(mock.url + path, { headers });
      return [answer.status, JSON.parse((await answer.text()) || 'null')];
    };
    return { mock, get };
  };

  test('takes the credentials that it has, gives examples as they are, and the contract', async () => {
    const { mock, get } = await start(false);
    const example = [
      { $id: 5, id: 'x', $ref: './a' },
      { $id: 5, id: 'x', 'x-kept': 1 },
    ];
    expect(await get('/v2/things', { authorization: `Basic ${btoa('a:b')}` })).toEqual([200, example]);
    expect(await get('/v2/things', { 'x-key': 'any' })).toEqual([200, example]);
    expect((await get('/v2/things', { authorization: 'Bearer any' }))[0]).toBe(401);
    expect((await get('/v2/things/7?token=any', { cookie: 'session=x' }))[0]).toBe(422);
    const [status, contract] = await get('/openapi.json');
    expect(status).toBe(200);
    expect(contract).toMatchObject({
      info: { title: 'Oddities' },
      paths: { '/things': { get: { operationId: 'getThings' } } },
    });
    expect(mock.tryIt).toMatchObject({ path: '/v2/things', credentials: { curl: ["-u 'user:password'"] } });
  });

  test('makes up nothing that the schemas do not name, dates of the last weeks, and ids that occur once', async () => {
    const { get } = await start(true);
    const [, things] = await get('/v2/things', { 'x-key': 'any', prefer: 'dynamic=true, seed=3' });
    const list = Array.isArray(things) ? things : [];
    expect(list.length).toBeGreaterThan(0);
    const named = new Set(['id', 'made', 'code', 'parent', 'parts']);
    const ids = list.map(({ id }) => id).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    for (const thing of list) {
      expect(Object.keys(thing).filter((name) => !named.has(name))).toEqual([]);
      if (thing.made) expect(Date.now() - Date.parse(thing.made)).toBeLessThan(30 * 86_400_000);
    }
  });
});
