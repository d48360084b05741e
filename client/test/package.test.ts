import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pack } from '../pack.ts';
import { type ServiceUnderTest, serviceUnderTest } from './support/service.ts';
import { SECRET, signedDelivery } from './support/signed-delivery.ts';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MODULES = here('../../node_modules');
/** Those that take a client of openapi-fetch, and the types of the READMEs' projects. */
const LIBRARIES = [
  '@tanstack/query-core',
  '@tanstack/react-query',
  '@types/node',
  '@types/react',
  'csstype',
  'openapi-react-query',
  'swr',
  'swr-openapi',
  'undici-types',
];
const READMES = ['README.md', 'README.pt-BR.md'];

// npm packs and installs, and tsc compiles.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let app: string;
let service: ServiceUnderTest;
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'reentrega-app-'));
  await cp(here('fixture-app'), app, { recursive: true });
  await Promise.all([
    install(app),
    serviceUnderTest().then((started) => {
      service = started;
    }),
  ]);
});
afterAll(() => Promise.all([service.close(), rm(app, { recursive: true })]));

test('the package has its code with source maps, its types, both READMEs and the licence, and nothing else', async () => {
  const files = await readdir(join(app, 'node_modules/@reentrega/client'));
  expect(files.sort()).toStrictEqual(['LICENSE', 'README.md', 'README.pt-BR.md', 'dist', 'package.json']);
  const dist = await readdir(join(app, 'node_modules/@reentrega/client/dist'));
  expect([...new Set(dist.map((file) => file.replace(/^[\w-]+/, '')))].sort()).toStrictEqual([
    '.d.ts',
    '.js',
    '.js.map',
  ]);
});

test('it runs on what the web platform has, in a realm of its own: as in an edge runtime, without anything of Node', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(app, 'node_modules/@reentrega/client/dist/index.js')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'client',
    platform: 'browser',
  });
  const platform = {
    AbortController,
    AbortSignal,
    Blob,
    DOMException,
    Headers,
    Request,
    Response,
    TextDecoder,
    URL,
    URLSearchParams,
    atob,
    btoa,
  };
  const { body, headers } = signedDelivery();
  const fetch = async () => Response.json({ success: true, data: { name: 'Ana' } });
  const sandbox = createContext({
    ...platform,
    FormData,
    clearTimeout,
    crypto,
    setTimeout,
    fetch,
    body,
    headers,
    SECRET,
  });
  const script = `
    const { createClient, unwrap, verifyWebhook } = client;
    const agent = unwrap(createClient({ baseUrl: 'https://a.example', token: 't' }).GET('/api/v1/agents/{agent_id}', { params: { path: { agent_id: 'a' } } }));
    const event = Promise.all([body, bytes].map((raw) => verifyWebhook(raw, new Headers(headers), SECRET)));
    Promise.all([agent, event]).then(JSON.stringify)`;
  sandbox['bytes'] = Buffer.from(body); // of another realm than the script
  const results: unknown = await runInContext(`${outputFiles[0]?.text}\n${script}`, sandbox);
  expect(JSON.parse(`${results}`)).toStrictEqual([
    { success: true, data: { name: 'Ana' } },
    [JSON.parse(body), JSON.parse(body)],
  ]);
});

test('an application type-checks against it, in browsers without types of Node', () =>
  compile('tsconfig.browser.json'));

test('openapi-react-query and swr-openapi take the client as it is', () => compile('tsconfig.query-libraries.json'));

test('both READMEs have the same examples, comments and sentences aside', async () => {
  const [english, portuguese] = await Promise.all(READMES.map(examples));
  expect.assert(english?.size);
  expect([...(portuguese ?? [])].map(withoutSentences)).toStrictEqual([...english].map(withoutSentences));
});

for (const readme of READMES) {
  test(`the examples of ${readme} compile under a new tsconfig.json and run in an application that installed the package`, async () => {
    await mkdir(join(app, 'readme'), { recursive: true });
    for (const [file, code] of await examples(readme)) await writeFile(join(app, 'readme', file), code);
    await tsc('--init', '--types', 'node');
    await compile('tsconfig.json');
    await rm(join(app, 'tsconfig.json'));
    const { stdout } = await run(process.execPath, ['app.js'], {
      cwd: app,
      env: {
        PORT: '0',
        REENTREGA_URL: service.url,
        REENTREGA_TOKEN: service.token,
        WEBHOOK_SECRET: SECRET,
        SIGNED_DELIVERY: JSON.stringify(signedDelivery()),
      },
    });
    expect(stdout).toMatch(/the application ran\n$/);
  });
}

/** From tarballs alone, so that no registry is asked: ours, and what it depends on as it was installed here. */
async function install(folder: string): Promise<void> {
  const tarballs = join(folder, 'tarballs');
  await mkdir(tarballs);
  await pack(tarballs);
  const dependencies = ['openapi-fetch', 'openapi-typescript-helpers'].map((name) => join(MODULES, name));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', tarballs, ...dependencies], { cwd: folder });
  const files = (await readdir(tarballs)).map((file) => `./tarballs/${file}`);
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', ...files], { cwd: folder });
  const copies = LIBRARIES.map((name) =>
    cp(join(MODULES, name), join(folder, 'node_modules', name), { recursive: true }),
  );
  await Promise.all(copies);
}

async function compile(project: string): Promise<void> {
  // The second README is compiled with what the compiler found of the libraries for the first.
  await tsc('--singleThreaded', '-p', project, '--incremental', '--tsBuildInfoFile', `${project}.tsbuildinfo`);
}

async function tsc(...args: string[]): Promise<void> {
  const script = join(MODULES, 'typescript-native/bin/tsc');
  await run(process.execPath, [script, ...args], { cwd: app }).catch(({ stdout }) => expect.unreachable(stdout));
}

/** The code of a README's examples by the name of their file, which stands after the language of the fence. */
async function examples(readme: string): Promise<Map<string, string>> {
  const text = await readFile(here(`../${readme}`), 'utf8');
  return new Map([...text.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(([, file = '', code = '']) => [file, code]));
}

function withoutSentences([file, code]: [string, string]): [string, string] {
  return [
    file,
    code
      .replaceAll(/\/\/.*$/gm, '')
      .replaceAll(/`[^`/]* [^`]*`|'[^']* [^']*'/g, "'…'")
      .replace(/language: '.*'/, ''),
  ];
}
