import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../demo/main.ts', import.meta.url));

async function runDemo(variables: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [DEMO], { env: { PATH: process.env['PATH'] ?? '', ...variables } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** The numbers of a story's steps, as printed. */
function stepsOf(half: string): string[] {
  return [...half.matchAll(/^ (\d) {2}\S/gm)].map(([, number]) => number ?? '');
}

test('the demo tells the whole story, in English and then in Portuguese, and ends well', async () => {
  const { code, out, err } = await runDemo({ MONGODB_URI: process.env['MONGODB_URI'] ?? '' });
  assert.equal(err, '');
  assert.equal(code, 0);
  const [, english = '', portuguese = ''] = out.split(/^ Reentrega · /m);
  for (const half of [english, portuguese]) {
    assert.deepEqual(stepsOf(half), ['1', '2', '3', '4', '5', '6', '7', '8']);
    assert.match(half, /POST \/api\/v1\/agents\/…\w{6}\/webhooks\/…\w{6}\/logs\/…\w{6}\/retry/);
    assert.match(half, /trigger +event +manual\n +attempt +1 +2\n +status +failed +success\n/);
    assert.match(half, /422 {2}.+\n +code +LOG_NOT_RETRIABLE\n +reason +already_delivered/);
    assert.equal(half.match(/✓ (signature|assinatura)/g)?.length, 3, 'the receiver trusts three deliveries');
    assert.doesNotMatch(half, /✗/);
  }
  assert.match(english, /200 {2}Webhook retry queued successfully/);
  assert.match(english, /✓ The original is what it was before the retry/);
  assert.match(portuguese, /200 {2}Nova tentativa de entrega enfileirada com sucesso/);
  assert.match(portuguese, /✓ O original continua igual/);
});

test('the demo fits on 80 columns, and has no colours where nobody sees them', async () => {
  const { out } = await runDemo({ MONGODB_URI: process.env['MONGODB_URI'] ?? '' });
  assert.deepEqual(
    out.split('\n').filter((line) => line.length > 80),
    [],
  );
  assert.equal(out.includes('\u001b'), false);
});

test('where no MongoDB answers, the demo says so', async () => {
  const { code, out, err } = await runDemo({ MONGODB_URI: 'mongodb://127.0.0.1:1' });
  assert.equal(code, 1);
  assert.equal(out, '');
  assert.match(err, /^MONGODB_URI leads to no MongoDB: connect ECONNREFUSED 127\.0\.0\.1:1$/m);
});
