import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line that people and CI read alike: `1068 passed, 0 failed`, and how many were skipped if any were. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const testModule of modules) {
      // A file that cannot be loaded, or whose hooks failed, has failed even if none of its tests ran.
      count.failed += testModule.errors().length;
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed') count[state]++;
        else count.skipped++;
      }
      for (const suite of testModule.children.allSuites()) count.failed += suite.errors().length;
    }
    const { passed, failed, skipped } = count;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // Last of all: the other reporters print when the run ends, too.
    process.on('exit', () => process.stdout.write(`${line}\n`));
  }
}
