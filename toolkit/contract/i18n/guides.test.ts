import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settingsOf } from '../document/settings.ts';
import { guideProblems, translatedGuides } from './guides.ts';
import { hashOf } from './lock.ts';

const ENGLISH = '# Title\n\nUse `retryLog`.\n\n```sh\n# a comment\ncurl\n```\n\n| a |\n| --- |\n| b |\n';
const PORTUGUESE = '# Título\n\nUse o `retryLog`.\n\n```sh\n# um comentário\ncurl\n```\n\n| a |\n| --- |\n| b |\n';

/** Problems of a guide with this translation. @param accepted the text that it was made from */
function problemsOf(translation: string | undefined, { accepted = ENGLISH, language = 'pt-BR' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'guides-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, language));
  writeFileSync(join(folder, 'guide.md'), ENGLISH);
  if (translation !== undefined) writeFileSync(join(folder, language, 'guide.md'), translation);
  const settings = {
    ...settingsOf(join(folder, 'openapi.yaml')),
    languages: { 'pt-BR': 'complete', es: 'draft' } as const,
    guides: [join(folder, 'guide.md')],
  };
  const [{ key } = { key: '' }] = translatedGuides({ settings }, [language]);
  const lock = { [language]: { [key]: hashOf(accepted) } };
  return guideProblems({ settings }, [language], lock).map(({ message }) => message);
}

describe('the translation of a guide', () => {
  test.for([
    ['is as it should be', PORTUGUESE, []],
    ['is missing', undefined, ['The guide has no pt-BR translation.']],
    ['lacks a heading', PORTUGUESE.replace('# Título', ''), ['The pt-BR guide has other headings than the original.']],
    ['lacks a row', PORTUGUESE.replace('| b |\n', ''), ['The pt-BR guide has other rows than the original.']],
    [
      'lacks a language',
      PORTUGUESE.replace('```sh', '```'),
      ['The pt-BR guide has other blocks of code than the original.'],
    ],
    [
      'has another name',
      PORTUGUESE.replace('retryLog', 'retentarLog'),
      [
        'The pt-BR guide lacks the code span `retryLog`.',
        'The pt-BR guide has the code span `retentarLog`, which the original lacks.',
      ],
    ],
  ] as const)('%s', ([, translation, problems]) => {
    expect(problemsOf(translation)).toStrictEqual(problems);
  });

  test('is stale once the original has changed', () => {
    expect(problemsOf(PORTUGUESE, { accepted: `${ENGLISH}more` })).toStrictEqual([
      'The pt-BR guide was made from a text that has changed since. Check the translation, then run `contract accept`.',
    ]);
  });

  test('may be missing in a language that is a draft', () => {
    expect(problemsOf(undefined, { language: 'es' })).toStrictEqual([]);
  });
});
