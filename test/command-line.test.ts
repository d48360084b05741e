import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { apiAt } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { startProcess } from './support/process.ts';
import { startTestService, type TestService } from './support/service.ts';

let service: TestService;
let dataDir: string;
before(async () => {
  service = await startTestService();
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-cli-'));
});
after(async () => {
  await service.close();
  await rm(dataDir, { recursive: true, force: true });
});

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
    assert.match(token, /^talq_[\w-]{43}$/);
    assert.deepEqual(more, []);
    const api = apiAt(service.api.url, token);
    await api.createAgent('Bia');
    assert.equal(
      (await api.call<{ data: object[] }>('GET', '/agents')).body.data.length,
      1,
      'an environment of its own',
    );

    const stored = await service.database.db.collection<{ _id: string }>('tokens').find().toArray();
    const hash = createHash('sha256').update(token).digest('hex');
    assert.ok(stored.some(({ _id }) => _id === hash));
    assert.equal(JSON.stringify(stored).includes(token.slice(10)), false);
  });

  test('list shows the first characters only; revoke takes a token away', async () => {
    const [token = ''] = await create('staging');
    const hint = token.slice(0, 9);
    const listed = await run(['token', 'list']);
    const line = listed.lines.find((one) => one.startsWith(hint)) ?? '';
    assert.match(line, /^talq_[\w-]{4}… {2}staging {2}\d{4}-\d\d-\d\dT/);
    assert.equal(listed.lines.join().includes(token.slice(0, 10)), false);

    const api = apiAt(service.api.url, token);
    assert.equal((await api.call('GET', '/agents')).status, 200);
    const revoked = 'revoked 1; a process that just saw it takes it for up to 5 s more';
    assert.deepEqual(await run(['token', 'revoke', `${hint}…`]), { code: 0, lines: [revoked], errors: '' });
    await eventually(
      async () => (await api.call('GET', '/agents')).status === 401 || undefined,
      'the token to be refused',
    );
    const again = await run(['token', 'revoke', hint]);
    assert.deepEqual([again.code, again.errors], [1, `reentrega: there is no token that begins with ${hint}\n`]);
  });

  test('two tokens of one environment see the same agents', async () => {
    const [[one = ''], [other = '']] = await Promise.all([create('shared'), create('shared')]);
    const agent = await apiAt(service.api.url, one).createAgent();
    assert.equal((await apiAt(service.api.url, other).call('GET', `/agents/${agent.id}`)).status, 200);
  });

  test('says what is missing or unknown', async () => {
    const [incomplete, unknown, help] = await Promise.all([run(['token', 'create']), run(['toke']), run(['--help'])]);
    assert.deepEqual([incomplete.code, unknown.code], [1, 1]);
    assert.match(incomplete.errors, /required option '--environment <name>'/);
    assert.match(unknown.errors, /unknown command|too many arguments/);
    assert.equal(help.code, 0);
    for (const command of ['start', 'token']) assert.match(help.lines.join('\n'), new RegExp(`^  ${command}\\b`, 'm'));
  });
});

describe('a start that cannot succeed ends with 1 and says why', { concurrency: 2 }, () => {
  const start = async (variables: Record<string, string>) => {
    const { code, lines, errors } = await run([], variables);
    assert.equal(code, 1);
    assert.equal(lines.includes('reentrega is running'), false);
    assert.equal(/\n\s+at /.test(errors), false, 'no stack trace');
    return errors;
  };

  test('settings that are wrong, each in a line', async () => {
    assert.equal(
      await start({ PORT: 'x', RETRY_WINDOW: 'soon' }),
      `reentrega: Some settings are wrong:
  PORT=x: must be a whole number from 0 to 65535
  RETRY_WINDOW=soon: must be a duration from 1s to 3650d, such as 500ms, 5s, 30m, 2h or 90d
`,
    );
  });

  test('a MongoDB that does not answer', async () => {
    const errors = await start({ MONGODB_URI: 'mongodb://127.0.0.1:9/reentrega' });
    assert.match(errors, /^reentrega: No MongoDB answers at MONGODB_URI: .*ECONNREFUSED 127\.0\.0\.1:9\n$/);
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
      assert.match(errors, /MONGODB_URI/);
      assert.equal(errors.includes('secret'), false);
    }
  });

  test('a port that is taken', async () => {
    const { port } = new URL(service.api.url);
    const errors = await start({ PORT: port });
    assert.match(
      errors,
      new RegExp(`^reentrega: The port is taken: .*127\\.0\\.0\\.1:${port}\\. Choose another one with PORT\\.\n$`),
    );
  });

  test('a key that is not the one of the database', async () => {
    const errors = await start({ ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') });
    assert.equal(
      errors,
      'reentrega: ENCRYPTION_KEY is not the key that the webhook secrets in this database were sealed with; start with that one\n',
    );
  });

  test('no key, where the database has one', async () => {
    const errors = await start({ ENCRYPTION_KEY: '', DATA_DIR: dataDir });
    assert.match(errors, /ENCRYPTION_KEY is not the key/);
    assert.match(await readFile(join(dataDir, 'encryption.key'), 'utf8'), /^[A-Za-z0-9+/]{43}=$/);
  });
});
