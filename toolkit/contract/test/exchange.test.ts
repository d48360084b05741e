import { describe, expect, test } from 'vitest';
import { formats } from '../exchange/formats.ts';
import { ContractCopy } from './contract-copy.ts';

const settings = 'contract: library/openapi.yaml\nwritten: en\nlanguages: { pt-BR: complete, es: draft }\n';
const endings: Record<string, string> = { xliff: 'xlf', po: 'po', csv: 'csv', json: 'json' };

async function library(t: Parameters<typeof ContractCopy.make>[0]): Promise<ContractCopy> {
  const copy = await ContractCopy.make(t);
  await copy.write('contract.yaml', settings);
  return copy;
}

describe.each(Object.keys(formats))('%s', (format) => {
  const file = `texts.${endings[format]}`;

  test('gives back what it was given, whatever is in the texts', () => {
    const odd = [
      'a',
      ' two  spaces ',
      'a\nb\n\n```\ncode\n```\n',
      '"quotes" & <tags> \\n \\',
      '=1+1, "x"',
      'emoji 🐘 ação',
      'tab\tx',
      '`{id}` and {name} at https://a.example/?b=1&c=2 [x](./y.md)',
      '{n, plural, one {# item} other {# items}}',
    ];
    const entries = odd.map((text, index) => ({
      key: `paths/a.yaml#/~1b~1{c}/${index}`,
      source: text,
      target: index % 3 === 2 ? '' : text,
      state: index % 3 === 2 ? ('missing' as const) : index % 3 === 1 ? ('stale' as const) : ('done' as const),
    }));
    const exchange = { from: 'en', to: 'es', entries };
    const written = formats[format]?.write(exchange) ?? '';
    expect(formats[format]?.read(written)).toEqual(exchange);
  });

  test('what is exported and imported unchanged changes no file', async (t) => {
    const copy = await library(t);
    const lock = await copy.read('library/i18n.lock.json');
    const paths = await copy.read('library/paths/book.yaml');
    expect((await copy.runPlain('export', 'pt-BR', '--all', '--out', file)).output).toMatch(/: \d\d+ texts\n$/);
    expect((await copy.runPlain('import', file)).output).toBe(`${file}: 0 translations written, 0 accepted (pt-BR)\n`);
    expect(await copy.read('library/i18n.lock.json')).toBe(lock);
    expect(await copy.read('library/paths/book.yaml')).toBe(paths);
  });

  test('a translation comes in, is accepted, and stands in the bundle', async (t) => {
    const copy = await library(t);
    await copy.runPlain('export', 'es', '--out', file);
    const exchange = formats[format]?.read(await copy.read(file));
    const entries = exchange?.entries.map((entry) => ({
      ...entry,
      ...(entry.source === 'Get a Book' && { target: 'Obtener un libro', state: 'done' as const }),
      ...(entry.source === 'Loan not found.' && { target: 'Préstamo no encontrado.', state: 'done' as const }),
    }));
    await copy.write(file, formats[format]?.write({ from: 'en', to: 'es', entries: entries ?? [] }) ?? '');
    expect((await copy.runPlain('import', file)).output).toMatch(/: 2 translations written, 2 accepted \(es\)\n$/);
    await copy.runPlain('generate');
    expect(await copy.read('generated/openapi.es.yaml')).toContain('summary: Obtener un libro');
    expect(await copy.read('generated/messages.ts')).toContain('"Préstamo no encontrado."');
    expect((await copy.runPlain('status')).output).toMatch(/^es +draft +\d+ +\d+ +2 \(/m);
    expect((await copy.runPlain('check')).code).toBe(0);
  });

  test('what is no such file is refused in one sentence', async (t) => {
    const copy = await library(t);
    await copy.write(file, format === 'csv' ? 'a,b\n1,"2' : '<nothing');
    const { code, output } = await copy.runPlain('import', file, '--language', 'es');
    if (format !== 'po') expect(output).toMatch(new RegExp(`^${file}: .+\n$`));
    expect(output).not.toMatch(/ at .*:\d+:\d+\)/);
    if (format !== 'po') expect(code).toBe(1);
  });
});

test('a translation that breaks a placeholder, or is of another text, is refused with file and line; nothing is written', async (t) => {
  const copy = await library(t);
  const place = await copy.lineOf('paths/book.yaml', 'Get a Book');
  const key = 'paths/book.yaml#/get/summary';
  const message = 'messages.yaml#/payload_too_large';
  const entry = (of: string, source: string, target: string) => ({ key: of, source, target, state: 'done' });
  const limit = /^payload_too_large:\n {2}en: '?(.*?)'?$/m.exec(await copy.read('library/messages.yaml'))?.[1] ?? '';
  await copy.write(
    'a.json',
    JSON.stringify({ from: 'en', to: 'es', entries: [entry(key, 'Get a Book', 'Obtener `id`')] }),
  );
  await copy.write('b.json', JSON.stringify({ from: 'en', to: 'es', entries: [entry(key, 'Get a Bok', 'Obtener')] }));
  await copy.write(
    'c.json',
    JSON.stringify({ from: 'en', to: 'es', entries: [entry(message, limit, 'Demasiado grande.')] }),
  );
  await copy.write('d.json', JSON.stringify({ from: 'en', to: 'es', entries: [entry('x.yaml#/a', 'a', 'b')] }));
  const before = await copy.read('library/paths/book.yaml');

  for (const [file, says] of [
    ['a.json', `${place}:\\d+: the es translation has the code span \`id\`, which the original lacks\\.`],
    ['b.json', `${place}:\\d+: the text has changed since it was exported`],
    ['c.json', 'library/messages\\.yaml:\\d+:\\d+: the es translation lacks the placeholder \\{limit\\}\\.'],
    ['d.json', 'x\\.yaml#/a: the contract has no such text'],
  ] as const) {
    const { code, output } = await copy.runPlain('import', file);
    expect(output).toMatch(new RegExp(`^${says}`));
    expect(output).toMatch(/nothing is imported\.\n$/);
    expect(code).toBe(1);
  }
  expect(await copy.read('library/paths/book.yaml')).toBe(before);
});

test('a CAT tool may cut an XLIFF text into segments', () => {
  const text = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es"><file id="f"><unit id="u" name="a#/b">
    <originalData><data id="d1">\`id\`</data></originalData>
    <segment state="translated"><source>One.</source><target>Uno.</target></segment><ignorable><source> </source></ignorable>
    <segment state="translated"><source>Its <ph id="1" dataRef="d1"/>.</source><target>Su <ph id="1" dataRef="d1"/>.</target></segment>
  </unit></file></xliff>`;
  expect(formats['xliff']?.read(text).entries).toEqual([
    { key: 'a#/b', source: 'One. Its `id`.', target: 'Uno. Su `id`.', state: 'done' },
  ]);
});
