import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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

describe('check compares the contract with the newest release', { concurrency: 2 }, () => {
  test('nothing is released yet: it says so and passes', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.run('check');

    assert.match(output, /^✓ breaking changes: nothing is released yet, so nothing can break$/m);
    assert.equal(code, 0);
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

      assert.match(output, new RegExp(`^${passes ? '✓' : '✗'} breaking changes: `, 'm'));
      if (edit === required) assert.match(output, /`days`.* at #\/components\/schemas\/NewLoan/);
      if (!passes) assert.match(output, /raise info\.version to (2\.0\.0|0\.3\.0)\./);
    });
  }

  test('a break that the version allows does not fail the check', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.run('release');
    await copy.edit(required.file, required.old, required.now);
    await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: 2.0.0');
    await copy.run('generate');

    const { code, output } = await copy.run('check');

    assert.match(output, /^✓ breaking changes: 1 breaking change since 1\.2\.0, as 2\.0\.0 says$/m);
    assert.equal(code, 0);
  });

  test('an operation that is gone', async (t) => {
    const copy = await ContractCopy.make(t);
    const change = () => copy.edit('openapi.yaml', '  /health:\n    $ref: paths/health.yaml\n', '');

    const { code, output } = await releasedThenChanged(copy, '1.2.0', change);

    assert.match(output, /\/health/);
    assert.match(output, /^✗ breaking changes: /m);
    assert.equal(code, 1);
  });

  test('the newest of several, by number and not by name', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: 1.9.0');
    await copy.run('release');
    await copy.edit('openapi.yaml', 'version: 1.9.0', 'version: 1.10.0');
    await copy.run('release');
    await copy.run('generate');

    const { output } = await copy.run('check');

    assert.match(output, /^✓ breaking changes: nothing breaks since 1\.10\.0$/m);
  });
});

describe('release', { concurrency: 2 }, () => {
  test('keeps the English bundle under its version, and never writes it again', async (t) => {
    const copy = await ContractCopy.generated(t);

    const first = await copy.run('release');
    const kept = await copy.read('library/releases/1.2.0.yaml');
    await copy.edit('paths/health.yaml', 'operationId: getHealth', 'operationId: isOpen');
    const second = await copy.run('release');

    assert.equal(first.code, 0);
    assert.equal(kept, await copy.read('generated/openapi.en.yaml'));
    assert.match(second.output, /library\/releases\/1\.2\.0\.yaml exists: .* Raise info\.version/);
    assert.equal(second.code, 1);
    assert.equal(await copy.read('library/releases/1.2.0.yaml'), kept);
  });

  test('refuses a version that cannot be compared', async (t) => {
    const copy = await ContractCopy.make(t);
    await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: spring');

    const { code, output } = await copy.run('release');

    assert.match(output, /The contract's version "spring" must be three numbers/);
    assert.equal(code, 1);
  });
});
