import type { Catalog } from '../../catalog.ts';
import { startEngine } from '../../engine.ts';
import type { Job, Writer } from '../../group-commit.ts';
import { startServer } from '../../server.ts';
import type { Statements } from '../../statements.ts';
import { StorageError, storageDirectory } from '../../storage.ts';

/** Acknowledges what is not on the disk yet: the fault that the crash test has to find. */
class CarelessWriter implements Writer {
  private readonly statements: Statements;

  constructor(statements: Statements, _: Catalog) {
    this.statements = statements;
    this.statements.run('BEGIN');
    setInterval(() => {
      this.statements.run('COMMIT');
      this.statements.run('BEGIN');
    }, 150);
  }

  add(job: Job): void {
    job.done(job.run());
  }

  flush(): void {}
}

const [dataDir = '', flag] = process.argv.slice(2);
try {
  const { uri } =
    flag === 'careless'
      ? await startServer(
          storageDirectory(dataDir),
          {},
          (statements, catalog) => new CarelessWriter(statements, catalog),
        )
      : await startEngine(dataDir);
  process.stdout.write(`${uri}\n`);
} catch (error) {
  if (!(error instanceof StorageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
