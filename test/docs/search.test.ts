import { describe, expect, test } from 'vitest';
import { createSearch, type SearchEntry } from '../../toolkit/contract/docs/browser/search.ts';
import { wordsIn } from '../../toolkit/contract/docs/words.ts';

const entry = (title: string, text: string, codes: string[] = []): SearchEntry => ({
  path: title,
  title,
  about: '',
  text,
  codes,
});

describe('search', () => {
  const search = createSearch([
    entry('too_old', 'O log já passou do prazo'),
    entry('Retentar Entrega de Webhook', 'Cria uma nova retentativa', ['LOG_NOT_RETRIABLE', 'too_old']),
    entry('Criar Webhook', 'Inscreve uma URL. Cabeçalhos enviados', ['WEBHOOK_URL_FORBIDDEN']),
    entry('Guia', 'Quando a resposta é WEBHOOK_URL_FORBIDDEN'),
  ]);

  test.for([
    ['cabecalhos', ['Criar Webhook']],
    ['CABEÇALHO', ['Criar Webhook']],
    ['retentação', ['Retentar Entrega de Webhook']],
    ['webhook', ['Retentar Entrega de Webhook', 'Criar Webhook', 'Guia']],
    ['criar web', ['Criar Webhook']],
    ['webhook inexistente', []],
    ['', []],
    ['too_old', ['Retentar Entrega de Webhook', 'too_old']],
    ['too old', ['Retentar Entrega de Webhook', 'too_old']],
    ['WEBHOOK_URL_FORBIDDEN', ['Criar Webhook', 'Guia']],
    ['webhook_url', ['Criar Webhook', 'Guia']],
  ] as const)('"%s" finds %s', ([query, titles]) => {
    expect(search(query).map(({ title }) => title)).toStrictEqual(titles);
  });
});

test('a language that the pages have no words in has its own name, and the words of its closest relative or English ones', () => {
  expect(wordsIn('fr')).toMatchObject({ name: 'français', short: 'FR', page: { choose: 'Choose a language' } });
  expect(wordsIn('pt-PT')).toMatchObject({ short: 'PT-PT', page: { choose: 'Escolha um idioma' } });
});
