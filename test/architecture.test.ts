import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Which part of the repository may import which: `ARCHITECTURE.md` says why. */

/** Files of `from` may import, of our files, only those of `may`. Tests beside their source are held to it too. */
const RULES: { from: RegExp; may: RegExp; says: string }[] = [
  { from: /^toolkit\/express\//, may: /^toolkit\/express\//, says: 'toolkit/express imports nothing of ours' },
  { from: /^toolkit\/fetch\//, may: /^toolkit\/fetch\//, says: 'toolkit/fetch imports nothing of ours' },
  { from: /^toolkit\/contract\//, may: /^toolkit\//, says: 'toolkit/contract imports nothing outside toolkit' },
  { from: /^embedded\//, may: /^embedded\//, says: 'embedded imports nothing of ours' },
  {
    from: /^(?!embedded\/|server\/database\/|test\/|bench\/|demo\/)/,
    may: /^(?!embedded\/)/,
    says: 'embedded is imported by server/database, and by tests, bench and demo',
  },
  {
    from: /^(client\/(?!test\/)|mock\/|console\/|demo\/)/,
    may: /^(?!server\/)/,
    says: 'client, mock, console and demo import nothing of server: they start it as a process',
  },
  {
    from: /^console\/src\//,
    may: /^console\/(src|generated)\/|^client\/(watch)?$|^toolkit\/contract\/docs\/styles\//,
    says: 'the pages of the console import the client, their messages and the design tokens, and nothing else of ours',
  },
  {
    from: /^(?!test\/|.*\.test\.ts$|client\/test\/|bench\/)/,
    may: /^(?!test\/)/,
    says: 'only tests and bench import test',
  },
];

/**
 * Layers, the lowest first: a file imports its own layer and lower ones. What is in no list is not held to it. Handlers of
 * resources are written in the vocabulary of `api` (the handlers' types, errors and messages), so that is lower than they are.
 */
const LAYERS: { name: string; layers: RegExp[] }[] = [
  {
    name: 'server: http → resources → delivery → database',
    layers: [
      /^server\/(config|timestamp)\.ts|^server\/(limits|observability)\//,
      /^server\/database\//,
      /^server\/delivery\//,
      /^server\/api\//,
      /^server\/(agents|webhooks|events|logs|tasks|environments|health|docs)\//,
      /^server\/http\//,
      /^server\/[^/]+\.ts$/,
    ],
  },
  {
    name: 'toolkit/contract: command → docs, mock, exchange → lint, generate → i18n → document',
    layers: [
      /^toolkit\/contract\/document\//,
      /^toolkit\/contract\/i18n\//,
      /^toolkit\/contract\/(lint|generate)\//,
      /^toolkit\/contract\/(docs|mock|exchange)\//,
      /^toolkit\/contract\/command\//,
    ],
  },
];

/** What breaks a rule today, by the reason it is still there. Each goes when its reason does. */
const EXCEPTIONS: Record<string, string[]> = {
  'the configuration reads subnets with what guards addresses': [
    'server/config.ts > server/delivery/attempt/address-guard.ts',
  ],
  'the metrics have a counter for each thing that the recovery job mends': [
    'server/observability/metrics.ts > server/delivery/queue/recovery.ts',
  ],
  'deleting an agent deletes its webhooks, and a webhook is looked up with its agent': [
    'server/agents/handlers.ts > server/webhooks/webhooks.ts',
  ],
};
const KNOWN = new Set(Object.values(EXCEPTIONS).flat());

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['server', 'toolkit', 'embedded', 'client', 'mock', 'console', 'demo', 'bench', 'test', 'generated'];
/** Where the workspaces are that others import by name. */
const PACKAGES: Record<string, string> = {
  '@reentrega/embedded': 'embedded',
  '@reentrega/express': 'toolkit/express',
  '@reentrega/client': 'client',
};

interface Import {
  from: string;
  to: string;
}

const files = FOLDERS.flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, {
    cwd: root,
    exclude: ['**/node_modules', '**/dist', '**/.build', 'client/test/fixture-app'],
  }),
);
const imports = files.flatMap(importsOf);

/** The imports of our own files: type imports and `import()` too. */
function importsOf(from: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, from), 'utf8'));
  return importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith('.')) return [{ from, to: join(dirname(from), fileName) }];
    const [, name = '', path = ''] = /^(@[^/]+\/[^/]+)(.*)$/.exec(fileName) ?? [];
    const folder = PACKAGES[name];
    return folder === undefined ? [] : [{ from, to: folder + (path || '/') }];
  });
}

const named = ({ from, to }: Import) => `${from} > ${to}`;
const unexpected = (found: Import[]) => found.map(named).filter((one) => !KNOWN.has(one));

const layerOf = (layers: RegExp[], file: string) => layers.findIndex((layer) => layer.test(file));
const upwards = (layers: RegExp[]) =>
  imports.filter(({ from, to }) => {
    const [importer, imported] = [layerOf(layers, from), layerOf(layers, to)];
    return importer >= 0 && !from.endsWith('.test.ts') && imported > importer;
  });
const forbidden = ({ from, may }: (typeof RULES)[number]) =>
  imports.filter((one) => from.test(one.from) && !may.test(one.to));

/** Every circle that can be followed along the edges, as the names of its nodes; each once. */
function circles(edges: Import[]): string[][] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (node: string, path: string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    for (const { to } of next.get(node) ?? []) visit(to, [...path, node]);
    done.add(node);
  };
  for (const node of next.keys()) visit(node, []);
  return found;
}

describe('imports point one way', () => {
  test('the imports of all files are seen', () => {
    expect(imports.length).toBeGreaterThan(500);
    const missing = imports.filter(({ to }) => /\.tsx?$/.test(to) && !files.includes(to));
    expect(missing.map(named)).toEqual([]);
  });

  test.each(RULES)('$says', (rule) => {
    expect(unexpected(forbidden(rule))).toEqual([]);
  });

  test.each(LAYERS)('$name', ({ layers }) => {
    expect(unexpected(upwards(layers))).toEqual([]);
  });

  test('no file imports itself through others', () => {
    const edges = imports.filter((one) => !KNOWN.has(named(one)));
    expect(circles(edges).map((circle) => circle.join(' > '))).toEqual([]);
  });

  test('no folder of the server imports itself through others', () => {
    const folderOf = (file: string) => /^server\/[^/]+\//.exec(file)?.[0];
    const edges = imports
      .filter((one) => !KNOWN.has(named(one)))
      // What all resources are written in is no resource.
      .filter(({ to }) => !/^server\/api\//.test(to))
      .flatMap(({ from, to }) => {
        const [importer, imported] = [folderOf(from), folderOf(to)];
        return importer && imported && importer !== imported ? [{ from: importer, to: imported }] : [];
      });
    expect(circles(edges).map((circle) => circle.join(' > '))).toEqual([]);
  });

  test('an exception that nothing needs is removed from the list', () => {
    const all = new Set(imports.map(named));
    expect([...KNOWN].filter((one) => !all.has(one))).toEqual([]);
  });
});

/** Ways to read the clock of the machine: the global `Date` without a time, and what has one of its own. */
function readsOfLocalTime(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (reads(node)) found.push(`${file}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function reads(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date';
  return ts.isPropertyAccessExpression(node) && ['Date.now', 'performance.timeOrigin'].includes(node.getText());
}

test('the server goes by the clock of the database: of its machine only database/clock.ts reads the time', () => {
  const server = files.filter((file) => file.startsWith('server/') && !file.endsWith('.test.ts'));
  const found = server.flatMap(readsOfLocalTime);
  expect(found.filter((one) => !one.startsWith('server/database/clock.ts: '))).toEqual([]);
  // And the rule sees what it looks for.
  expect(found.length).toBeGreaterThan(0);
});

test('openapi/ holds the contract and nothing else', () => {
  const all = globSync('openapi/**/*.*', { cwd: root });
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((file) => !/\.yaml$|^openapi\/i18n\.lock\.json$/.test(file))).toEqual([]);
});
