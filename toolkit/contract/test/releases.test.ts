import { describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

/** Releases the library as the version, then goes on with a change and, where given, a new version. */
async function releasedThenChanged(
  copy: ContractCopy,
  released: string,
  change: () => Promise<void>,
  version = released,
) {
  if (released !== '1.2.0') await copy.edit('openapi.yaml', 'version: 1.2.0', `version: ${released}`);
  await copy.run('release');
  await change();
  if (version !== released) await copy.edit('openapi.yaml', `version: ${released}`, `version: ${version}`);
  return copy.run('check');
}

const required = {
  file: 'schemas/NewLoan.yaml',
  old: 'required: [isbn, member]',
  now: 'required: [isbn, member, days]',
};
const optional = { file: 'schemas/NewLoan.yaml', old: 'required: [isbn, member]', now: 'required: [isbn]' };

describe.concurrent('check compares the contract with the newest release', () => {
  test('nothing is released yet: it says so and passes', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.run('check');

    expect(output).toMatch(/^✓ breaking changes: nothing is released yet, so nothing can break$/m);
    expect(code).toBe(0);
  });

  const cases = [
    { name: 'nothing changed', edit: undefined, released: '1.2.0', version: '1.2.0', passes: true },
    { name: 'what clients do not notice', edit: optional, released: '1.2.0', version: '1.2.0', passes: true },
    { name: 'a field that is now required', edit: required, released: '1.2.0', version: '1.2.0', passes: false },
    { name: 'the same with a minor version', edit: required, released: '1.2.0', version: '1.3.0', passes: false },
    { name: 'the same with a major version', edit: required, released: '1.2.0', version: '2.0.0', passes: true },
    {
      name: 'the same before 1.0.0 with a patch version',
      edit: required,
      released: '0.2.0',
      version: '0.2.1',
      passes: false,
    },
    {
      name: 'the same before 1.0.0 with a minor version',
      edit: required,
      released: '0.2.0',
      version: '0.3.0',
      passes: true,
    },
    { name: 'the same with an older version', edit: required, released: '1.2.0', version: '0.9.0', passes: false },
  ];
  for (const { name, edit, released, version, passes } of cases) {
    test(`${name} (${released} → ${version}): ${passes ? 'passes' : 'fails'}`, async (t) => {
      const copy = await ContractCopy.make(t);
      const change = async () => edit && (await copy.edit(edit.file, edit.old, edit.now));

      const { output } = await releasedThenChanged(copy, released, change, version);

      expect(output).toMatch(new RegExp(`^${passes ? '✓' : '✗'} breaking changes: `, 'm'));
      if (edit === required) expect(output).toMatch(/`days`.* at #\/components\/schemas\/NewLoan/);
      if (!passes) expect(output).toMatch(/raise info\.version to (2\.0\.0|0\.3\.0)\./);
    });
  }

  test('a break that the version allows does not fail the check', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.run('release');
    await copy.edit(required.file, required.old, required.now);
    await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: 2.0.0');
    await copy.run('generate');

    const { code, output } = await copy.run('check');

    expect(output).toMatch(/^✓ breaking changes: 1 breaking change since 1\.2\.0, as 2\.0\.0 says$/m);
    expect(code).toBe(0);
  });

  test('an operation that is gone', async (t) => {
    const copy = await ContractCopy.make(t);
    const change = () => copy.edit('openapi.yaml', '  /health:\n    $ref: paths/health.yaml\n', '');

    const { code, output } = await releasedThenChanged(copy, '1.2.0', change);

    expect(output).toMatch(/\/health/);
    expect(output).toMatch(/^✗ breaking changes: /m);
    expect(code).toBe(1);
  });

  test('the newest of several, by number and not by name', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: 1.9.0');
    await copy.run('release');
    await copy.edit('openapi.yaml', 'version: 1.9.0', 'version: 1.10.0');
    await copy.run('release');
    await copy.run('generate');

    const { output } = await copy.run('check');

    expect(output).toMatch(/^✓ breaking changes: nothing breaks since 1\.10\.0$/m);
  });
});

describe.concurrent('release', () => {
  test('keeps the English bundle under its version, and never writes it again', async (t) => {
    const copy = await ContractCopy.generated(t);

    const first = await copy.run('release');
    const kept = await copy.read('library/releases/1.2.0.yaml');
    await copy.edit('paths/health.yaml', 'operationId: getHealth', 'operationId: isOpen');
    const second = await copy.run('release');

    expect(first.code).toBe(0);
    expect(kept).toMatch(/^# Released \d{4}-\d{2}-\d{2}\n/);
    expect(kept.replace(/^#.*\n/, '')).toBe(await copy.read('generated/openapi.en.yaml'));
    expect(second.output).toMatch(/library\/releases\/1\.2\.0\.yaml exists: .* Raise info\.version/);
    expect(second.code).toBe(1);
    expect(await copy.read('library/releases/1.2.0.yaml')).toBe(kept);
  });

  test('refuses a version that cannot be compared', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: spring');

    const { code, output } = await copy.run('release');

    expect(output).toMatch(/The contract's version "spring" must be three numbers/);
    expect(code).toBe(1);
  });
});
