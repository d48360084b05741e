import { assert, describe, expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

describe.concurrent('check holds the generated files against the contract', () => {
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
      '  Run `contract generate` and commit the result.',
    ];
    assert(output.includes(`${lines.join('\n')}\n`), output);
    expect(output).toMatch(/^✓ contract: /m);
    expect(code).toBe(1);
  });

  test('a change of the contract after they were generated', async (t) => {
    const copy = await ContractCopy.generated(t);
    await copy.edit('paths/health.yaml', 'operationId: getHealth', 'operationId: isOpen');

    const { code, output } = await copy.run('check');

    expect(output).toMatch(/generated\/operations\.ts: differs/);
    expect(code).toBe(1);
    await copy.run('generate');
    expect((await copy.run('check')).code).toBe(0);
  });
});

describe.concurrent('check runs other commands too', () => {
  test('all of them, though the first fails', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.runProcess('check', '--also', 'echo first; exit 3', '--also', 'echo second');

    expect(output).toMatch(/^first$\n^✗ echo first; exit 3: failed \(3\)$/m);
    expect(output).toMatch(/^second$\n^✓ echo second: passed$/m);
    expect(output).toMatch(/^✓ contract: /m);
    expect(code).toBe(1);
  });

  test('and passes when they do', async (t) => {
    const copy = await ContractCopy.generated(t);

    expect((await copy.runProcess('check', '--also', 'exit 0')).code).toBe(0);
  });
});

describe.concurrent('the command line', () => {
  for (const command of ['generate', 'check', 'accept', 'release', 'docs']) {
    test(`${command} says how it is used`, async (t) => {
      const copy = await ContractCopy.make(t);
      const { code, output } = await copy.runPlain(command, '--help');

      expect(output).toMatch(new RegExp(`^Usage: contract ${command} \\[options\\]`));
      expect(code).toBe(0);
    });
  }

  test('an option that does not exist: exit code 2 and the usage', async (t) => {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.run('generate', '--language', 'en');

    expect(output).toMatch(/unknown option '--language'[\s\S]*Usage: /);
    expect(code).toBe(2);
  });

  test('--also is for check only', async (t) => {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.run('generate', '--also', 'exit 0');

    expect(output).toMatch(/unknown option '--also'/);
    expect(code).toBe(2);
  });

  test('a contract that is not there: exit code 2', async (t) => {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.runPlain('check', '--contract', 'shop/openapi.yaml');

    expect(output).toMatch(/There is no contract at shop\/openapi\.yaml\./);
    expect(code).toBe(2);
  });

  test('a linter configuration that is not there fails that check', async (t) => {
    const copy = await ContractCopy.generated(t);

    const { code, output } = await copy.run('check', '--config', 'missing.yaml');

    expect(output).toMatch(
      /^✗ contract: could not be checked\n {2}There is no linter configuration at .*missing\.yaml\.$/m,
    );
    expect(output).toMatch(/^✓ generated files: /m);
    expect(code).toBe(1);
  });
});
