import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bareEnvironment } from './support/process.ts';

const DEMO = fileURLToPath(new URL('../demo/main.ts', import.meta.url));

async function runDemo(variables: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [DEMO], { env: { ...bareEnvironment(), ...variables } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** The numbers of a story's steps, as printed. */
function stepsOf(half: string): string[] {
  return [...half.matchAll(/^ (\d) {2}\S/gm)].map(([, number]) => number ?? '');
}

/** One that tells the whole story, for all tests that read it. */
const told = runDemo({ MONGODB_URI: process.env['MONGODB_URI'] ?? '' });

test('the demo tells the whole story, in English and then in Portuguese, and ends well', async () => {
  const { code, out, err } = await told;
  expect(err).toBe('');
  expect(code).toBe(0);
  const [, english = '', portuguese = ''] = out.split(/^ Reentrega · /m);
  for (const half of [english, portuguese]) {
    expect(stepsOf(half)).toStrictEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(half).toMatch(/POST \/api\/v1\/agents\/…\w{6}\/webhooks\/…\w{6}\/logs\/…\w{6}\/retry/);
    expect(half).toMatch(/trigger +event +manual\n +attempt +1 +2\n +status +failed +success\n/);
    expect(half).toMatch(/422 {2}.+\n +code +LOG_NOT_RETRIABLE\n +reason +already_delivered/);
    expect(half.match(/✓ (signature|assinatura)/g)?.length, 'the receiver trusts three deliveries').toBe(3);
    expect(half).not.toMatch(/✗/);
  }
  expect(english).toMatch(/200 {2}Webhook retry queued successfully/);
  expect(english).toMatch(/✓ The original is what it was before the retry/);
  expect(portuguese).toMatch(/200 {2}Nova tentativa de entrega enfileirada com sucesso/);
  expect(portuguese).toMatch(/✓ O original continua igual/);
});

test('the demo fits on 80 columns, and has no colours where nobody sees them', async () => {
  const { out } = await told;
  expect(out.split('\n').filter((line) => line.length > 80)).toStrictEqual([]);
  expect(out.includes('\u001b')).toBe(false);
});

test('where no MongoDB answers, the demo says so', async () => {
  const { code, out, err } = await runDemo({ MONGODB_URI: 'mongodb://127.0.0.1:1' });
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(/^MONGODB_URI leads to no MongoDB: connect ECONNREFUSED 127\.0\.0\.1:1$/m);
});
