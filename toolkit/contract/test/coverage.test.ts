import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const settings = 'contract: library/openapi.yaml\nlanguages: { pt-BR: complete }\n';
const notFound = { method: 'GET', path: '/books/1234567890123', status: 404 };
const traffic = [
  { method: 'GET', path: '/books', status: 200, language: 'en' },
  { method: 'HEAD', path: '/books', status: 200, language: 'pt-BR' },
  { ...notFound, language: 'pt-BR', message: 'Livro não encontrado.' },
  { ...notFound, language: 'pt-BR', message: 'Book not found.' },
  { ...notFound, status: 418 },
  { method: 'OPTIONS', path: '/books', status: 204 },
  { method: 'GET', path: '/nowhere', status: 404 },
  { method: 'GET', path: '/docs', status: 200 },
];

test('coverage tells what was exercised, and what is not as the contract says', async (t) => {
  const copy = await ContractCopy.make(t);
  await copy.write('contract.yaml', settings);
  await copy.write('traffic.ndjson', traffic.map((line) => JSON.stringify(line)).join('\n'));

  const { code, output } = await copy.runPlain('coverage', '--traffic', 'traffic.ndjson');

  expect(output).toMatch(
    /^operations {2}2 of 5\nstatuses {4}2 of \d+ \(\d+ %\)\nen {10}1 of 5 operations\npt-BR {7}2 of 5 operations\nrequests {4}8$/m,
  );
  const lines = [
    /^ {2}library\/openapi\.yaml:\d+:1 warning: GET \/docs answered 200 and is not in the contract\.$/m,
    /^ {2}library\/paths\/book\.yaml:\d+:\d+ error: getBook answered 418, which is not documented\.$/m,
    /^ {2}.* error: GET \/books\/1234567890123 answered 404 with "Book not found\." \(en\), and Content-Language is pt-BR\.$/m,
    /^ {2}library\/paths\/loans\.yaml:\d+:\d+ warning: createLoan was not exercised\.$/m,
    /^ {2}library\/paths\/books\.yaml:\d+:\d+ warning: listBooks was not seen to answer .*503\.$/m,
  ];
  for (const line of lines) expect(output).toMatch(line);
  expect(output).not.toMatch(/nowhere|OPTIONS/);
  expect(code).toBe(1);

  await copy.write('traffic.ndjson', `${JSON.stringify(traffic[0])}\n`);
  expect((await copy.runPlain('coverage', '--traffic', 'traffic.ndjson')).code).toBe(0);
  expect((await copy.runPlain('coverage', '--traffic', 'traffic.ndjson', '--min', '50')).code).toBe(1);
  await copy.write('traffic.ndjson', '{}\n');
  expect((await copy.runPlain('coverage', '--traffic', 'traffic.ndjson')).output).toMatch(/^traffic\.ndjson:1:1: /);
});

test('a proxy writes down what any server answers to the tests', async (t) => {
  const server = createServer((_req, res) => {
    res.writeHead(404, { 'Content-Language': 'en', 'Content-Type': 'application/json' });
    res.end('{"message":"Book not found."}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const copy = await ContractCopy.make(t);
  await copy.write('contract.yaml', settings);
  const tests =
    "fetch(process.env.CONTRACT_URL + '/books/1234567890123?x=1').then((answer) => process.exit(answer.status - 401))";

  const given = [
    'coverage',
    '--target',
    `http://127.0.0.1:${port}`,
    '--format',
    'json',
    '--',
    process.execPath,
    '-e',
    tests,
  ];
  const { code, output } = await copy.runPlain(...(given as [string, ...string[]]));

  // The tests' own exit code counts: 3.
  expect(code).toBe(1);
  expect(output).toMatch(/exit code 3/);
  expect(output).toMatch(/"exercisedOperations": 1,/);
  expect(output).not.toMatch(/"severity": "error"/);
});
