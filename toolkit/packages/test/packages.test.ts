import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildPackage } from '../build.ts';
import { projectWith } from '../pack.ts';

// npm packs, and tsc compiles.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
let project: string;

beforeAll(async () => {
  await buildPackage('fetch');
  await buildPackage('contract');
  project = await projectWith(['fetch', 'express', 'contract']);
});
afterAll(() => rm(project, { recursive: true }));

/** The command as it is installed: by the Node.js of these tests, in the project. */
async function contract(...args: string[]): Promise<{ code: number; output: string }> {
  const command = join(project, 'node_modules/@reentrega/contract/bin/contract.js');
  return run(process.execPath, [command, ...args], { cwd: project }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error) => ({ code: Number(error.code), output: `${error.stdout}${error.stderr}` }),
  );
}

test('the packages have their code, types, licence and README, and no source', async () => {
  for (const name of ['fetch', 'express', 'contract']) {
    const folder = join(project, 'node_modules/@reentrega', name);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'package.json']));
    const files = await readdir(folder, { recursive: true });
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
  }
});

test('from an empty folder to a contract in two languages: init, add-language, generate, check, docs', async () => {
  expect(await contract('init')).toMatchObject({ code: 0 });
  expect(await contract('add-language', 'es')).toMatchObject({ code: 0 });
  const checked = await contract('check');
  expect(checked.output).toMatch(/✓ contract: 0 errors/);
  expect(checked.output).toMatch(/✓ generated files: 8 files/);
  expect(checked.code).toBe(0);

  expect((await contract('status')).output).toMatch(/^es +draft +10 +\d+ +0 \(0 %\) +0 +10 +0$/m);
  expect(await contract('release')).toMatchObject({ code: 0 });
  expect((await contract('check')).output).toMatch(/✓ breaking changes: nothing breaks since 0\.1\.0/);
  expect(await contract('docs')).toMatchObject({ code: 0 });
  expect(await readdir(join(project, 'site'))).toEqual(expect.arrayContaining(['en', 'es', 'index.html']));
});

test('the mock answers from the package', async () => {
  const command = join(project, 'node_modules/@reentrega/contract/bin/contract.js');
  const mock = spawn(process.execPath, [command, 'mock', '--port', '0'], { cwd: project });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      mock.stdout.on('data', (bytes: Buffer) => {
        output += bytes.toString();
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
        if (found) resolve(found);
      });
      mock.once('close', (code) => reject(new Error(`the mock ended with ${code}: ${output}`)));
    });
    const answer = await fetch(`${address}/greetings/Ana`, { headers: { 'Accept-Language': 'es' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-language')).toBe('es, en'); // a draft
    expect(await answer.json()).toEqual({ message: 'Hello, Ana!' });
  } finally {
    mock.kill();
  }
});

test('dev: after each change everything is made anew, and a mistake is told and waited out', async () => {
  const command = join(project, 'node_modules/@reentrega/contract/bin/contract.js');
  const dev = spawn(process.execPath, [command, 'dev', '--port', '0', '--docs-port', '0'], { cwd: project });
  let output = '';
  for (const stream of [dev.stdout, dev.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString();
    });
  }
  const entry = join(project, 'openapi/openapi.yaml');
  const text = await readFile(entry, 'utf8');
  try {
    await vi.waitFor(() => expect(output).toMatch(/^docs: http/m), { timeout: 30_000 });
    await writeFile(entry, `${text}{`);
    await vi.waitFor(() => expect(output).toMatch(/openapi\.yaml:.*unexpected end/), { timeout: 30_000 });
    await writeFile(entry, text.replace('Hello, Ana!', 'Good morning, Ana!'));
    const address = /^mock: (http.*)$/m.exec(output)?.[1] ?? '';
    await vi.waitFor(
      async () =>
        expect(await (await fetch(`${address}/greetings/Ana`)).json()).toEqual({ message: 'Good morning, Ana!' }),
      { timeout: 30_000 },
    );
    const docs = /^docs: (http.*)$/m.exec(output)?.[1] ?? '';
    await vi.waitFor(
      async () => expect(await (await fetch(`${docs}es/openapi.yaml`)).text()).toContain('Good morning, Ana!'),
      { timeout: 30_000 },
    );
  } finally {
    await writeFile(entry, text);
    dev.kill();
  }
});

test("the README's service of three operations type-checks, and serves its contract", async () => {
  const readme = await readFile(join(project, 'node_modules/@reentrega/express/README.md'), 'utf8');
  const [, contractText = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
  const [, service = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const folder = join(project, 'notes');
  await mkdir(join(folder, 'openapi'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'openapi/openapi.yaml'), contractText);
  await writeFile(join(folder, 'service.ts'), service.replace('  handlers,\n', '  handlers,\n  port: 0,\n'));
  const command = join(project, 'node_modules/@reentrega/contract/bin/contract.js');
  await run(process.execPath, [command, 'generate'], { cwd: folder });

  const options = ['--singleThreaded', '--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024'];
  const tsc = [join(modules, 'typescript-native/bin/tsc'), ...options, '--allowImportingTsExtensions'];
  const types = ['--skipLibCheck', '--typeRoots', join(modules, '@types'), '--types', 'node'];
  const { stdout } = await run(process.execPath, [...tsc, ...types, 'service.ts'], { cwd: folder }).catch((error) => ({
    stdout: String(error.stdout),
  }));
  expect(stdout).toBe('');

  const env = { ...process.env, PASSWORD: 'secret' };
  const served = spawn(process.execPath, ['service.ts'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(served.stdout, 'data');
    const notes = `${String(line).trim()}/v1/notes`;
    const headers = { authorization: `Basic ${btoa('ana:secret')}`, 'content-type': 'application/json' };
    const added = await fetch(notes, { method: 'POST', headers, body: '{"text":"Hello"}' });
    expect([added.status, await added.json()]).toEqual([201, { id: '1', text: 'ana: Hello' }]);
    expect(await (await fetch(`${notes}/1`)).json()).toEqual({ id: '1', text: 'ana: Hello' });
    expect(await (await fetch(`${notes}/2`)).json()).toMatchObject({
      code: 'NO_NOTE',
      message: 'There is no note 2.',
    });
    expect((await fetch(notes, { method: 'POST' })).status).toBe(401);
  } finally {
    served.kill();
  }
});

test('a command whose reader has enough ends without a word', async () => {
  const command = join(project, 'node_modules/@reentrega/contract/bin/contract.js');
  const { stderr } = await run('sh', ['-c', `"${process.execPath}" "${command}" export es --format json | head -c 1`], {
    cwd: project,
  });
  expect(stderr).toBe('');
});

test('a contract beside which it is started, written in Portuguese', async () => {
  const entry = await readFile(join(project, 'openapi/openapi.yaml'), 'utf8');
  await rm(join(project, 'contract.yaml'));
  await writeFile(join(project, 'openapi.yaml'), entry.replace('My API', 'Minha API'));
  expect((await contract('init', '--written', 'pt-BR')).output).toMatch(
    /the settings of openapi\.yaml, written in pt-BR/,
  );
  expect((await contract('add-language', 'en')).output).toMatch(/generated: /);
  expect(await readdir(join(project, 'generated'))).toEqual(
    expect.arrayContaining(['openapi.pt-BR.json', 'overlay.en.yaml']),
  );
});
