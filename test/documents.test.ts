import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../server/config.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFile(join(repository, file), 'utf8');

const TRANSLATED = [
  ['README.md', 'README.pt-BR.md'],
  ['CONTRIBUTING.md', 'CONTRIBUTING.pt-BR.md'],
  ['SECURITY.md', 'SECURITY.pt-BR.md'],
  ...[
    ...['configuration', 'production', 'scaling', 'delivery-guarantees', 'mock'],
    ...['first-delivery', 'receiving', 'verification', 'retries', 'going-to-production'],
  ].map((page) => [`docs/${page}.md`, `docs/pt-BR/${page}.md`]),
] as const;
const ENGLISH = ['ARCHITECTURE.md', 'CHANGELOG.md', 'bench/README.md'];

describe.each([...TRANSLATED.flat(), ...ENGLISH])('%s', (file) => {
  test('links to files that exist', async () => {
    const targets = [...(await read(file)).matchAll(/(?:\]\(|src=")([^)"#]+)/g)].map(([, target]) => target ?? '');
    const local = targets.filter((target) => !/^https?:/.test(target));
    expect(local.filter((target) => !existsSync(join(repository, dirname(file), target)))).toEqual([]);
  });

  test('names npm scripts and tests that exist', async () => {
    const text = await read(file);
    const { scripts } = JSON.parse(await read('package.json'));
    const named = [...text.matchAll(/npm run ([\w:]+)\b(?! -w)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const tests = [...text.matchAll(/`((?:test|client)\/[\w/-]+\.test\.ts)`/g)].map(([, name]) => name ?? '');
    expect(tests.filter((name) => !existsSync(join(repository, name)))).toEqual([]);
  });
});

test.each(TRANSLATED)('%s and %s have the same sections, rows and code', async (...files) => {
  const [english, portuguese] = await Promise.all(
    files.map(async (file) => {
      const lines = (await read(file)).split('\n');
      return {
        headings: lines.filter((line) => /^#+ /.test(line)).map((line) => line.replace(/ .*/, '')),
        rows: lines.filter((line) => line.startsWith('|')).length,
        blocks: lines.filter((line) => line.startsWith('```')),
      };
    }),
  );
  expect(portuguese).toEqual(english);
});

describe.each(['docs/configuration.md', 'docs/pt-BR/configuration.md'])('the table of %s', (file) => {
  const rows = async () =>
    [...(await read(file)).matchAll(/^\| `(\w+)` \| (?:`([^`]*)`)?/gm)].map(
      ([, name, byDefault]) => [name ?? '', byDefault] as const,
    );

  test('has every variable, and no other', async () => {
    const schema = /z\.object\(\{\n(.*?)^\}\);/ms.exec(await read('server/config.ts'))?.[1] ?? '';
    const names = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
    expect((await rows()).map(([name]) => name).toSorted()).toEqual(names.toSorted());
  });

  test('has the defaults of the service', async () => {
    const unset: Record<string, unknown> = readConfig({});
    for (const [name, byDefault] of await rows()) {
      // Whether a port is served at all depends on the role, so its default is not in the configuration.
      if (byDefault === undefined || name === 'PORT') continue;
      const set: Record<string, unknown> = readConfig({ [name]: byDefault });
      if (name !== 'ENCRYPTION_KEY') expect(set[name], name).toEqual(unset[name]);
    }
  });
});
