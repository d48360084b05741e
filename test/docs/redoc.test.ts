import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { createSearch } from '../../toolkit/contract/docs/browser/search.ts';
import { patchRedoc } from '../../toolkit/contract/docs/redoc/patches.ts';
import { phrases } from '../../toolkit/contract/docs/redoc/phrases.ts';
import { wordsIn } from '../../toolkit/contract/docs/words.ts';

const library = createRequire(import.meta.url).resolve('redoc/bundles/redoc.browser.lib.js');

describe('Redoc, made to speak other languages', () => {
  test('has every text of its library looked up, and none of them is without its Portuguese', async () => {
    const patched = patchRedoc(await readFile(library, 'utf8'));
    const asked = new Set([...patched.matchAll(/redocWord\("([^"]+)"\)/g)].map(([, text]) => text ?? ''));
    const known = Object.keys(wordsIn('pt-BR').phrases);
    expect(asked.size).toBeGreaterThan(phrases.length - 5);
    expect([...asked].filter((text) => !known.includes(text))).toStrictEqual([]);
  });

  test('is refused when it is not the version that was looked at', async () => {
    const source = await readFile(library, 'utf8');
    expect(() => patchRedoc(source.replace('"License:"', '"Licence:"'))).toThrow(
      /Redoc has changed: the phrase "License:" is there 0 times, not 1/,
    );
  });

  test('loads nothing from elsewhere and makes no worker of a string', async () => {
    const patched = patchRedoc(await readFile(library, 'utf8'));
    expect(patched).not.toMatch(/cdn\.redoc|new Worker\(/);
  });

  test('a language that the pages have no words in has its own name, and the words of its closest relative or English ones', () => {
    expect(wordsIn('fr')).toMatchObject({ name: 'français', short: 'FR', page: { choose: 'Choose a language' } });
    expect(wordsIn('pt-PT')).toMatchObject({ short: 'PT-PT', page: { choose: 'Escolha um idioma' } });
  });
});

describe('search', () => {
  const search = createSearch((id) => (id === 'b' ? 'Cabeçalhos enviados' : ''));
  search.add('Retentar Entrega de Webhook', 'Cria uma nova retentativa', 'a');
  search.add('Criar Webhook', 'Inscreve uma URL', 'b');
  const found = async (query: string) => (await search.search(query)).map(({ meta }) => meta);

  for (const [query, entries] of [
    ['cabecalhos', ['b']],
    ['CABEÇALHO', ['b']],
    ['retentação', ['a']],
    ['retentacao', ['a']],
    ['webhook', ['a', 'b']],
    ['criar web', ['b']],
    ['webhook inexistente', []],
    ['', []],
  ] as const) {
    test(`"${query}" finds ${entries.join(' and ') || 'nothing'}`, async () => {
      expect(await found(query)).toStrictEqual(entries);
    });
  }
});
