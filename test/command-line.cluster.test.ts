import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { apiAt } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { test } from './support/fixtures.ts';
import { startProcess } from './support/process.ts';
import type { TestService } from './support/service.ts';

let service: TestService;
let dataDir: string;
test.beforeAll(({ service: started }) => {
  service = started;
});
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-cli-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs `reentrega` to its end. */
async function run(args: string[], variables: Record<string, string> = {}) {
  const settings = { ...service.variables, ...variables };
  const set = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
  const started = startProcess(set, args);
  // One that starts where it should not would run for ever.
  const patience = setTimeout(() => started.child.kill('SIGKILL'), 60_000);
  const code = await started.ended;
  clearTimeout(patience);
  return { code, lines: started.lines.map(({ text, msg }) => String(text ?? msg)), errors: started.errors() };
}
const create = async (environment: string) => (await run(['token', 'create', '--environment', environment])).lines;

describe('token', () => {
  test('create prints a token this once; it works at once, and is stored as a hash', async () => {
    const [token = '', ...more] = await create('Produção');
    expect(token).toMatch(/^talq_[\w-]{43}$/);
    expect(more).toStrictEqual([]);
    const api = apiAt(service.api.url, token);
    await api.createAgent('Bia');
    expect((await api.call<{ data: object[] }>('GET', '/agents')).body.data.length, 'an environment of its own').toBe(
      1,
    );

    const stored = await service.database.db.collection<{ _id: string }>('tokens').find().toArray();
    const hash = createHash('sha256').update(token).digest('hex');
    expect(stored.some(({ _id }) => _id === hash)).toBeTruthy();
    expect(JSON.stringify(stored).includes(token.slice(10))).toBe(false);
  });

  test('list shows the first characters only; revoke takes a token away', async () => {
    const [token = ''] = await create('staging');
    const hint = token.slice(0, 9);
    const listed = await run(['token', 'list']);
    const line = listed.lines.find((one) => one.startsWith(hint)) ?? '';
    expect(line).toMatch(/^talq_[\w-]{4}… {2}staging {2}\d{4}-\d\d-\d\dT/);
    expect(listed.lines.join().includes(token.slice(0, 10))).toBe(false);

    const api = apiAt(service.api.url, token);
    expect((await api.call('GET', '/agents')).status).toBe(200);
    const revoked = 'revoked 1; a process that just saw it takes it for up to 5 s more';
    expect(await run(['token', 'revoke', `${hint}…`])).toStrictEqual({ code: 0, lines: [revoked], errors: '' });
    await eventually(
      async () => (await api.call('GET', '/agents')).status === 401 || undefined,
      'the token to be refused',
    );
    const again = await run(['token', 'revoke', hint]);
    expect([again.code, again.errors]).toStrictEqual([1, `reentrega: there is no token that begins with ${hint}\n`]);
  });

  test('two tokens of one environment see the same agents', async () => {
    const [[one = ''], [other = '']] = await Promise.all([create('shared'), create('shared')]);
    const agent = await apiAt(service.api.url, one).createAgent();
    expect((await apiAt(service.api.url, other).call('GET', `/agents/${agent.id}`)).status).toBe(200);
  });

  test('says what is missing or unknown', async () => {
    const [incomplete, unknown, help] = await Promise.all([run(['token', 'create']), run(['toke']), run(['--help'])]);
    expect([incomplete.code, unknown.code]).toStrictEqual([1, 1]);
    expect(incomplete.errors).toMatch(/required option '--environment <name>'/);
    expect(unknown.errors).toMatch(/unknown command|too many arguments/);
    expect(help.code).toBe(0);
    for (const command of ['start', 'token'])
      expect(help.lines.join('\n')).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  });
});

describe.concurrent('a start that cannot succeed ends with 1 and says why', () => {
  const start = async (variables: Record<string, string>) => {
    const { code, lines, errors } = await run([], variables);
    expect(code).toBe(1);
    expect(lines.includes('reentrega is running')).toBe(false);
    expect(/\n\s+at /.test(errors), 'no stack trace').toBe(false);
    return errors;
  };

  test('settings that are wrong, each in a line', async () => {
    expect(await start({ PORT: 'x', RETRY_WINDOW: 'soon' })).toBe(`reentrega: Some settings are wrong:
  PORT=x: must be a whole number from 0 to 65535
  RETRY_WINDOW=soon: must be a duration from 1s to 3650d, such as 500ms, 5s, 30m, 2h or 90d
`);
  });

  test('a MongoDB that does not answer', async () => {
    const errors = await start({ MONGODB_URI: 'mongodb://127.0.0.1:9/reentrega' });
    expect(errors).toMatch(/^reentrega: No MongoDB answers at MONGODB_URI: .*ECONNREFUSED 127\.0\.0\.1:9\n$/);
  });

  test('a MONGODB_URI that cannot be read', async () => {
    const unreadable = [
      'mongodb://',
      'mongodb://host:port/x',
      'mongodb://127.0.0.1/?nonsense=1',
      'mongodb://user:secret@',
      'mongodb+srv://127.0.0.1',
    ];
    for (const errors of await Promise.all(unreadable.map((uri) => start({ MONGODB_URI: uri })))) {
      expect(errors).toMatch(/MONGODB_URI/);
      expect(errors.includes('secret')).toBe(false);
    }
  });

  test('a port that is taken', async () => {
    const { port } = new URL(service.api.url);
    const errors = await start({ PORT: port });
    expect(errors).toMatch(
      new RegExp(`^reentrega: The port is taken: .*127\\.0\\.0\\.1:${port}\\. Choose another one with PORT\\.\n$`),
    );
  });

  test.each(['nosuch.invalid', '192.0.2.1'])('a host that is not here (%s)', async (HOST) => {
    const errors = await start({ HOST });
    expect(errors).toMatch(/^reentrega: HOST is no address of this machine: .*\.\n$/);
    expect(errors).toContain(HOST);
  });

  test('a key that is not the one of the database', async () => {
    const errors = await start({ ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(errors).toBe(
      'reentrega: ENCRYPTION_KEY is not the key that the webhook secrets in this database were sealed with; start with that one\n',
    );
  });

  test('no key, where the database has one', async () => {
    const errors = await start({ ENCRYPTION_KEY: '', DATA_DIR: dataDir });
    expect(errors).toMatch(/ENCRYPTION_KEY is not the key/);
    expect(await readFile(join(dataDir, 'encryption.key'), 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });
});

test('an old Node.js is told in one line which one is needed', async () => {
  const old = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";
  const { code, errors } = await run(['--help'], { NODE_OPTIONS: `--import=data:text/javascript,${old}` });
  expect([code, errors]).toStrictEqual([
    1,
    'Reentrega needs Node.js 24.18 or newer; this is 20.20.2. "npm start" uses the one that "npm ci" has installed.\n',
  ]);
});
