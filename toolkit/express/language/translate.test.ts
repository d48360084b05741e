import { describe, expect, test } from 'vitest';
import { spokenLanguages } from './spoken.ts';
import { createTranslator } from './translate.ts';

type Messages = { gone: Record<string, never>; wait: { seconds: number } };
const translator = createTranslator<Messages>({
  en: { gone: 'It is gone.', wait: 'Wait {seconds, number} s.' },
  es: { gone: 'Ya no existe.' },
});

describe('a translation with gaps', () => {
  test('a sentence that it lacks is said in the default language, with its placeholders', () => {
    const say = translator.in('es');
    expect([say('gone'), say('wait', { seconds: 3 })]).toStrictEqual(['Ya no existe.', 'Wait 3 s.']);
    expect(translator.textOf({ key: 'wait', parameters: { seconds: 3 } }, 'es')).toBe('Wait 3 s.');
  });

  test.for([
    { said: [], header: 'es' },
    { said: ['gone'], header: 'es' },
    { said: ['wait'], header: 'en' },
    { said: ['wait', 'gone', 'wait'], header: 'es, en' },
    { said: ['gone', 'wait'], header: 'es, en' },
  ])('Content-Language of an answer that says $said: $header', ({ said, header }) => {
    let contentLanguage = 'es';
    const told = spokenLanguages('es', (spoken) => {
      contentLanguage = spoken;
    });
    for (const key of said) translator.textOf({ key, parameters: { seconds: 1 } }, 'es', told);
    expect(contentLanguage).toBe(header);
  });
});
