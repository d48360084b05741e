import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** What keeps an attacker small who got into a container, or into something that the build downloads: SECURITY.md says why. */

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Service {
  image?: string;
  build?: string;
  user?: string;
  read_only?: boolean;
  privileged?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  mem_limit?: string;
  pids_limit?: number;
  networks?: string[];
  ports?: string[];
  environment?: Record<string, string>;
  command?: string[];
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
}
const compose: Compose = parse(read('compose.yaml'), { merge: true });
const services = Object.entries(compose.services);
const isInternal = (network: string) => compose.networks[network]?.internal === true;

describe.each(services)('the container of %s', (_name, service) => {
  test('cannot write to its image, gain rights, or use up the machine', () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      pids_limit: expect.any(Number),
    });
    expect([service.privileged, service.cap_add]).toEqual([undefined, undefined]);
  });

  test('does not run as root', () => {
    const [user] = [...read('Dockerfile').matchAll(/^USER (\w+)$/gm)].map(([, name]) => name).slice(-1);
    expect(service.build ? user : service.user).toMatch(/^(?!root$|0$)\w+$/);
  });

  test('is reached from this machine alone', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('MongoDB', () => {
  test('is in a network without a way out, and no port leads to it', () => {
    const { networks = [], ports } = compose.services['mongodb'] ?? {};
    expect(networks.length).toBe(1);
    expect(networks.every(isInternal)).toBe(true);
    expect(ports).toBeUndefined();
  });

  test('asks for a password, which nobody has by default', () => {
    const { command = [], environment = {} } = compose.services['mongodb'] ?? {};
    expect(command.join()).toContain('--keyFile');
    expect(environment['MONGO_INITDB_ROOT_PASSWORD']).toMatch(/^\$\{\w+:\?/);
    for (const name of ['api', 'worker'])
      expect(compose.services[name]?.environment?.['MONGODB_URI']).toMatch(/^mongodb:\/\/\w+:\$\{\w+:\?[^}]*\}@/);
  });

  test('is reached by the API and the workers, which have no other network in common', () => {
    const [api = [], worker = []] = ['api', 'worker'].map((name) => compose.services[name]?.networks);
    expect(api.filter((network) => worker.includes(network))).toEqual(compose.services['mongodb']?.networks);
    expect([api, worker].map((networks) => networks.every(isInternal))).toEqual([false, false]);
  });
});

test('every secret that compose.yaml asks for is in .env.example, without a value, and in the command of the docs', () => {
  const secrets = new Set([...read('compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name ?? ''));
  expect(secrets.size).toBeGreaterThan(3);
  for (const name of secrets) {
    expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
    for (const file of ['docs/production.md', 'docs/pt-BR/production.md', '.github/workflows/ci.yml'])
      expect(read(file)).toMatch(new RegExp(`^ *${name}=.*\\$\\(openssl rand`, 'm'));
  }
});

test('the image installs what the lockfile says, and runs none of its scripts', () => {
  const installs = read('Dockerfile')
    .split('\n')
    .filter((line) => /\bnpm\b/.test(line) && line.startsWith('RUN'));
  expect(installs.length).toBeGreaterThan(0);
  for (const line of installs) expect(line).toMatch(/npm ci .*--ignore-scripts/);
  expect(read('Dockerfile')).not.toMatch(/\b(curl|wget|ADD)\b/);
});

test('images have a version', () => {
  const built = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image ?? '');
  const stages = [...read('Dockerfile').matchAll(/ AS (\S+)/g)].map(([, stage]) => stage ?? '');
  const images = [
    ...built.filter((image) => !stages.includes(image)),
    ...services.flatMap(([, { image }]) => image ?? []),
  ];
  expect(images.length).toBeGreaterThan(1);
  for (const image of images) expect(image).toMatch(/^[a-z./]+:\d[\w.-]*(@sha256:[0-9a-f]{64})?$/);
});

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { steps: { uses?: string; with?: Record<string, unknown> }[] }>;
}
const workflows = globSync('.github/workflows/*.yml', { cwd: root });
const actions = workflows.flatMap((file) =>
  [...read(file).matchAll(/uses: *(.+)$/gm)].map(([, action]) => action ?? ''),
);

describe.each(workflows)('%s', (file) => {
  const workflow: Workflow = parse(read(file));

  test('may read the code, and each job says what more it needs', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  test('names every action by its commit, and its version beside it', () => {
    const used = [...read(file).matchAll(/uses: *(.+)$/gm)].map(([, action]) => action ?? '');
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('leaves no token behind in what it checks out', () => {
    const checkouts = Object.values(workflow.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: options } of checkouts) expect(options).toMatchObject({ 'persist-credentials': false });
  });
});

test('an action has the same commit wherever it is used', () => {
  const repositories = Map.groupBy(new Set(actions), (action) => /^[^/]+\/[^/@]+/.exec(action)?.[0]);
  for (const [repository, used] of repositories) {
    const commits = new Set(used.map((action) => action.replace(/^.*@/, '')));
    expect([repository, ...commits].length, `${repository}: ${[...commits]}`).toBe(2);
  }
});

test('a release carries an SBOM and its provenance', () => {
  const release = read('.github/workflows/release.yml');
  expect(release).toMatch(/--sbom=true .*--provenance=mode=max/);
  expect(release).toContain('npm sbom ');
  expect(release).toContain('actions/attest-build-provenance@');
});

test('dependabot looks after packages, actions and images, and CodeQL after the code', () => {
  const { updates }: { updates: { 'package-ecosystem': string }[] } = parse(read('.github/dependabot.yml'));
  expect(updates.map((update) => update['package-ecosystem']).toSorted()).toEqual([
    'docker',
    'docker-compose',
    'github-actions',
    'npm',
  ]);
  expect(read('.github/workflows/codeql.yml')).toContain('javascript-typescript');
});
