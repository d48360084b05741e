import { join } from 'node:path';
import { bundle, createConfig } from '@redocly/openapi-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../document/json.ts';
import { applyOverlay, makeOverlay } from '../generate/overlay.ts';
import { ContractCopy } from './contract-copy.ts';

const info = { title: 'To the other', version: '1.0.0' };

describe('the overlay', () => {
  test('turns the English bundle into the Portuguese one, by our reading and by another', async (t) => {
    const copy = await ContractCopy.generated(t);
    const read = async (name: string) => parse(await copy.read(`generated/${name}`));
    const portuguese = await read('openapi.pt-BR.yaml');

    const ours = applyOverlay(await read('openapi.en.yaml'), await read('overlay.pt-BR.yaml'));
    const theirs = await bundle({
      ref: join(copy.folder, 'generated/openapi.en.yaml'),
      config: await createConfig({}),
      overlays: [join(copy.folder, 'generated/overlay.pt-BR.yaml')],
    });

    expect(ours).toStrictEqual(portuguese);
    expect(theirs.problems).toStrictEqual([]);
    expect(theirs.bundle.parsed).toStrictEqual(portuguese);
  });

  test('is an Overlay 1.0.0 with one target a node', async (t) => {
    const copy = await ContractCopy.generated(t);

    const overlay = parse(await copy.read('generated/overlay.pt-BR.yaml'));

    expect(overlay.overlay).toBe('1.0.0');
    expect(overlay.info.title).toBe('Biblioteca do Bairro (en → pt-BR)');
    expect(
      overlay.actions.filter(({ target }: { target: string }) => target === "$['paths']['/books/{isbn}']['get']"),
    ).toStrictEqual([
      {
        target: "$['paths']['/books/{isbn}']['get']",
        update: { summary: 'Obter um Livro', description: 'Fornece um livro pelo seu ISBN.' },
      },
    ]);
  });

  test('turns any document into any other', () => {
    const name = fc.constantFrom('a', 'b', 'c', "it's", 'back\\slash', "both\\'", '/x/{y}', '');
    const { node } = fc.letrec<{ node: Json; object: JsonObject }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, '', 'x', 'y'),
        fc.array(tie('node'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(name, tie('node'), { maxKeys: 3, noNullPrototype: true }),
    }));
    const document = fc.dictionary(name, node, { maxKeys: 4, noNullPrototype: true });

    fc.assert(
      fc.property(document, document, (from, to) => {
        expect(applyOverlay(from, makeOverlay(from, to, info))).toStrictEqual(to);
      }),
      { numRuns: 2000 },
    );
  });

  for (const target of ["$['paths']['/loans']", "$['tags'][2]", "$['tags']['0']", "$['info']['title']['x']"]) {
    test(`is refused when a target matches nothing: ${target}`, () => {
      const document = { info: { title: 'Library' }, tags: [{ name: 'a' }, { name: 'b' }], paths: { '/books': {} } };
      const overlay = { overlay: '1.0.0', info, actions: [{ target, update: { summary: 'x' } }] } as const;

      expect(() => applyOverlay(document, { ...overlay, actions: [...overlay.actions] })).toThrow(
        expect.objectContaining({
          message: `The overlay's target ${target} matches nothing.`,
        }),
      );
    });
  }

  test('is refused when a target could match several nodes', () => {
    const overlay = { overlay: '1.0.0' as const, info, actions: [{ target: '$.paths.*.get', update: {} }] };

    expect(() => applyOverlay({ paths: {} }, overlay)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/is not a normalized path/) }),
    );
  });
});
