import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFor } from '../command/mock.ts';
import { readOptions } from '../mock/options.ts';
import { ContractCopy } from './contract-copy.ts';

/** What other people's contracts have, in one file. */
const contract = `openapi: 3.1.0
info: { title: Users, version: 1.0.0, license: { name: MIT, identifier: MIT } }
servers:
  - url: https://{region}.example.com/v2
    variables: { region: { default: eu } }
security: []
paths:
  /users/{user-id}:
    parameters:
      - { name: user-id, in: path, required: true, schema: { type: string } }
    get:
      summary: Get a user
      responses:
        '200': { description: The user., content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
        '404': { description: Nobody. }
  /users/by/{user-id}:
    get:
      summary: The same, by its old path
      operationId: getUsersByUserId2
      parameters:
        - { name: user-id, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: The user. }
        '404': { description: Nobody. }
components:
  schemas:
    User: { type: object, properties: { handle: { type: string, pattern: '^[\\w-\\.]+$' } } }
`;

test('operations have ids of their method and path, and the path of the server in front of their own', async (t) => {
  const copy = await ContractCopy.make(t);
  await copy.write('openapi.yaml', contract);
  expect(await copy.runPlain('init')).toMatchObject({ code: 0 });
  expect(await copy.runPlain('generate')).toMatchObject({ code: 0 });

  const operations = await copy.read('generated/operations.ts');
  expect(operations).toContain(
    'getUsersByUserId: { method: "get", path: "/v2/users/{user-id}", template: "/users/{user-id}", secured: false, requestBody: false },',
  );
  expect(operations).toContain('getUsersByUserId2: {');
  expect(await copy.read('generated/types.ts')).toMatch(/export interface operations \{\s+getUsersByUserId: \{/);
});

test('check says beforehand what a server cannot check, with file and line', async (t) => {
  const copy = await ContractCopy.make(t);
  await copy.write('openapi.yaml', contract);
  await copy.runPlain('init');
  await copy.runPlain('generate');
  const { code, output } = await copy.runPlain('check');
  expect(output).toMatch(
    /^ {2}openapi\.yaml:27:\d+ error: The pattern cannot be used: Invalid regular expression: .*\(contract\/pattern-usable\)$/m,
  );
  expect(output).toMatch(/^✗ contract: 1 error, /m);
  expect(code).toBe(1);
});

test('a page that an extension refers to, and that is not there, is nothing to the mock', async (t) => {
  const copy = await ContractCopy.make(t);
  await copy.write('openapi.yaml', `${contract}x-topics: [{ title: Start, content: { $ref: ./docs/start.md } }]\n`);
  const options = readOptions(['--port', '0'], {});
  if (options === 'help') return expect.unreachable();
  const mock = await startFor({ ...options, contract: join(copy.folder, 'openapi.yaml') });
  t.onTestFinished(() => mock.close());
  expect((await fetch(`${mock.url}/v2/users/7`)).status).toBe(200);
});
