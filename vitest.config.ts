import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/support/summary-reporter.ts';

const CLUSTER = '**/*.cluster.test.ts';
const BROWSER = '**/*.browser.test.ts';
/** Unit tests stand beside their source; what needs a database or a process of its own is in a folder `test`. */
const UNIT = [
  'server/**/*.test.ts',
  'toolkit/*/!(test)/**/*.test.ts',
  'toolkit/*/*.test.ts',
  'embedded/*.test.ts',
  'bench/**/*.test.ts',
  'console/src/**/*.test.ts',
];

// Each test file, and each process that a test starts, loads the same packages: Node.js keeps them compiled.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'reentrega-test-compile-cache');

export default defineConfig({
  test: {
    // Tests wait for receivers and databases more than they compute: more files at once than there are cores.
    maxWorkers: 6,
    maxConcurrency: 4,
    // Longer than `eventually` waits, which says what it waited for.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', new SummaryReporter()],
    projects: [
      { extends: true, test: { name: 'unit', isolate: false, include: UNIT, testTimeout: 20_000 } },
      {
        extends: true,
        test: {
          name: 'service',
          // Most of a file is its first start of the service: the code that an earlier file has warmed up is kept.
          isolate: false,
          include: [
            'test/**/*.test.ts',
            'client/test/**/*.test.ts',
            'embedded/test/**/*.test.ts',
            'toolkit/*/test/**/*.test.ts',
          ],
          exclude: [CLUSTER, BROWSER, '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'cluster', isolate: false, include: [CLUSTER], exclude: ['**/node_modules/**'] } },
      { extends: true, test: { name: 'browser', isolate: false, include: [BROWSER], exclude: ['**/node_modules/**'] } },
    ],
  },
});
