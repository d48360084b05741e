import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ContractCopy } from './contract-copy.ts';

describe('check holds the generated files against the contract', { concurrency: 2 }, () => {
  test('one that differs, one that is missing and one that nothing generates', async (t) => {
    const copy = await ContractCopy.generated(t);
    await copy.write('generated/messages.ts', `${await copy.read('generated/messages.ts')} `);
    await copy.remove('generated/openapi.en.json');
    await copy.write('generated/openapi.es.yaml', 'openapi: 3.1.0\n');

    const { code, output } = await copy.run('check');

    const lines = [
      '✗ generated files: not up to date',
      '  generated/messages.ts: differs',
      '  generated/openapi.en.json: missing',
      '  generated/openapi.es.yaml: nothing generates it; delete it',
      '  Run `npm run generate` and commit the result.',
    ];
    assert.ok(output.includes(`${lines.join('\n')}\n`), output);
    assert.match(output, /^✓ contract: /m);
    assert.equal(code, 1);
  });

  test('a change of the contract after they were generated', async (t) => {
    const copy = await ContractCopy.generated(t);
    await copy.edit('paths/health.yaml', 'operationId: getHealth', 'operationId: isOpen');

    const { code, output } = await copy.run('check');

    assert.match(output, /generated\/operations\.ts: differs/);
    assert.equal(code, 1);
    await copy.run('generate');
    assert.equal((await copy.run('check')).code, 0);
  });
});

describe('check runs other commands too', { concurrency: 2 }, () => {
  test('all of them, though the first fails', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.run('check', '--also', 'echo first; exit 3', '--also', 'echo second');

    assert.match(output, /^first$\n^✗ echo first; exit 3: failed \(3\)$/m);
    assert.match(output, /^second$\n^✓ echo second: passed$/m);
    assert.match(output, /^✓ contract: /m);
    assert.equal(code, 1);
  });

  test('and passes when they do', async (t) => {
    const copy = await ContractCopy.generated(t);

    assert.equal((await copy.run('check', '--also', 'exit 0')).code, 0);
  });
});

describe('the command line', { concurrency: 2 }, () => {
  for (const command of ['generate', 'check', 'accept', 'release', 'docs']) {
    test(`${command} says how it is used`, async (t) => {
      const copy = await ContractCopy.make(t);
      const { code, output } = await copy.runPlain(command, '--help');

      assert.match(output, new RegExp(`^Usage: contract ${command} \\[options\\]`));
      assert.equal(code, 0);
    });
  }

  test('an option that does not exist: exit code 2 and the usage', async (t) => {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.run('generate', '--language', 'en');

    assert.match(output, /unknown option '--language'[\s\S]*Usage: /);
    assert.equal(code, 2);
  });

  test('--also is for check only', async (t) => {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.run('generate', '--also', 'exit 0');

    assert.match(output, /unknown option '--also'/);
    assert.equal(code, 2);
  });

  test('a contract that is not there: exit code 2', async (t) => {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.runPlain('check', '--contract', 'shop/openapi.yaml');

    assert.match(output, /There is no contract at shop\/openapi\.yaml\./);
    assert.equal(code, 2);
  });

  test('a linter configuration that is not there fails that check', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.run('check', '--config', 'missing.yaml');

    assert.match(
      output,
      /^✗ contract: could not be checked\n {2}There is no linter configuration at .*missing\.yaml\.$/m,
    );
    assert.match(output, /^✓ generated files: /m);
    assert.equal(code, 1);
  });
});
