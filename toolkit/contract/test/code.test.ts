import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const source = `
import { message } from './messages.ts';
app.get('/books/:isbn', (req, res) => res.json({ message: 'Book not found here, sorry.' }));
app.get('/secret', handler);
headers.get('/books');
cache.get('/nowhere');
// contract-ignore: the page of the load balancer
app.get('/alive', handler);
throw new HttpError(404, { title: \`Nobody of \${name} is here.\`, message: message('book_not_found') });
log.error({ detail: 'short' }, 'A sentence for operators.');
const text = translate(\`invalid_\${keyword}\`);
`;

test('check looks in the code that contract.yaml names, and says each thing with its line', async (t) => {
  const copy = await ContractCopy.make(t);
  await mkdir(join(copy.folder, 'src'));
  await copy.write('src/app.ts', source);
  await copy.write('src/app.test.ts', "const answer = { message: 'Said in a test.' };\n");
  await copy.write(
    'contract.yaml',
    'contract: library/openapi.yaml\nlanguages: { pt-BR: complete }\ncode: [src/**/*.ts]\n',
  );

  const { code, output } = await copy.runPlain('check');

  const said = output.split('\n').filter((line) => line.startsWith('  src/'));
  expect(said).toStrictEqual([
    '  src/app.ts:3:59 error: "Book not found here, sorry." is said to people in one language only: make it a message.',
    '  src/app.ts:4:9 error: The route /secret is not in the contract.',
    '  src/app.ts:9:35 error: "Nobody of {} is here." is said to people in one language only: make it a message.',
  ]);
  expect(output).toMatch(/library\/messages\.yaml:\d+:1 warning: Nothing in the code uses the message "/);
  expect(output).not.toMatch(/uses the message "(book_not_found|invalid_\w+)"/);
  expect(code).toBe(1);

  await copy.write(
    'contract.yaml',
    'contract: library/openapi.yaml\nlanguages: { pt-BR: complete }\ncode: [lib/*.ts]\n',
  );
  expect((await copy.runPlain('check')).output).toMatch(
    /^ {2}No file is like lib\/\*\.ts, which contract\.yaml has as its code\.$/m,
  );
});
