import { expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const settings = 'contract: library/openapi.yaml\nwritten: en\nlanguages: { pt-BR: complete }\n';

/** A released contract, whose health operation is then gone under another name: clients of it break. */
async function broken(
  t: Parameters<typeof ContractCopy.make>[0],
  breaking: string,
  now: string,
): Promise<ContractCopy> {
  const copy = await ContractCopy.make(t);
  await copy.write('contract.yaml', `${settings}breaking: ${breaking}\n`);
  await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: "2024-11-06"');
  await copy.runPlain('release');
  await copy.edit('openapi.yaml', '/health:', '/alive:');
  await copy.edit('openapi.yaml', 'version: "2024-11-06"', `version: "${now}"`);
  return copy;
}

test('versions that are dates: a later one may break, the same one may not', async (t) => {
  const later = await broken(t, '{ versions: dates }', '2025-01-02');
  expect((await later.runPlain('check')).output).toMatch(
    /^✓ breaking changes: 1 breaking change since 2024-11-06, as 2025-01-02 says/m,
  );
  const same = await broken(t, '{ versions: dates }', '2024-11-06');
  const { output } = await same.runPlain('check');
  expect(output).toMatch(/^✗ breaking changes: 1 breaking change since 2024-11-06$/m);
  expect(output).toMatch(/or raise info\.version to a later date\.$/m);
});

test('an exception lets a change pass until its day is over; one without a reason is refused', async (t) => {
  const copy = await broken(t, '{ versions: dates, allow: exceptions.yaml }', '2024-11-06');
  await copy.write('exceptions.yaml', "- { change: health, reason: nobody uses it, until: '2999-12-31' }\n");
  expect((await copy.runPlain('check')).output).toMatch(/^✓ breaking changes: nothing breaks since/m);
  await copy.write('exceptions.yaml', "- { change: health, reason: nobody uses it, until: '2020-12-31' }\n");
  expect((await copy.runPlain('check')).output).toMatch(/^✗ breaking changes: 1 breaking change/m);
  await copy.write('exceptions.yaml', "- { change: health, until: '2999-12-31' }\n");
  expect((await copy.runPlain('check')).output).toMatch(/exception 1 needs a change, a reason and until/);
});
