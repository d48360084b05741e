/**
 * `npm run test:schemathesis`: another reader of the contract makes requests from it, in each complete language, and judges the answers.
 * Schemathesis is a program in Python, which is installed into a temporary folder; without Python nothing is checked, and a line
 * says so. What it finds and is meant so is listed in schemathesis.toml, with the reason.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drafts, languages } from '../../generated/operations.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { startReceiver } from '../support/receiver.ts';
import { startTestService, TOKEN } from '../support/service.ts';

const VERSION = '4.32.5';
const SEED = '20240115';
/** Seconds per language, and how often a request may be sent to each operation in the phase that makes them up. */
const SECONDS = '30';
const EXAMPLES = '15';
const CONFIG = fileURLToPath(new URL('schemathesis.toml', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'reentrega-schemathesis-'));
const bin = (name: string) => join(folder, 'bin', name);
const quietly = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });

/** Why there is no Schemathesis; null if there is one now. */
function install(): string | null {
  if (quietly('python3', '-m', 'venv', folder).status !== 0) return 'there is no Python 3 with venv';
  const { status } = quietly(
    bin('pip'),
    'install',
    '--quiet',
    '--retries',
    '1',
    '--timeout',
    '15',
    '--disable-pip-version-check',
    `schemathesis==${VERSION}`,
  );
  return status === 0 ? null : `schemathesis ${VERSION} cannot be installed`;
}

async function check(): Promise<number> {
  const missing = install();
  if (missing) {
    process.stdout.write(`schemathesis: skipped, since ${missing}\n`);
    return 0;
  }
  const service = await startTestService({
    RATE_LIMIT: '0',
    RETRY_SCHEDULE: '24h',
    QUOTA_AGENTS: '100000',
    QUOTA_WEBHOOKS_PER_AGENT: '1000',
  });
  const receiver = await startReceiver();
  try {
    const { agent, webhook, failed: log } = await failedDelivery(service.api, receiver, { max_retries: 0 });
    const env = { ...process.env, AGENT_ID: agent.id, WEBHOOK_ID: webhook.id, LOG_ID: log.id };
    let failed = 0;
    for (const language of languages.filter((one) => !drafts.includes(one))) {
      const document = fileURLToPath(new URL(`../../generated/openapi.${language}.json`, import.meta.url));
      // The service is in this process: it has to go on meanwhile.
      const run = spawn(
        bin('schemathesis'),
        [
          ...['--config-file', CONFIG, 'run', document, '--url', service.api.url],
          ...['-H', `Authorization: Bearer ${TOKEN}`, '-H', `Accept-Language: ${language}`],
          ...[
            '--seed',
            SEED,
            '--max-examples',
            EXAMPLES,
            '--max-time',
            SECONDS,
            '--phases',
            'examples,coverage,fuzzing',
          ],
        ],
        { stdio: 'inherit', env },
      );
      const [status] = await once(run, 'close');
      if (status !== 0) failed = 1;
    }
    return failed;
  } finally {
    await service.close();
    await receiver.close();
  }
}

let code = 1;
try {
  code = await check();
} finally {
  await rm(folder, { recursive: true, force: true });
}
// The embedded engine of tests ends with its process.
process.exit(code);
