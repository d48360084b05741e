import { existsSync } from 'node:fs';

/** Builds the console where it is not built yet, before the service starts. Failure policy: without it, all else is there. */
if (!existsSync(new URL('../dist/index.html', import.meta.url))) {
  await import('./build.ts').catch((error: unknown) => {
    process.stderr.write(`The console could not be built, so there is none: ${String(error)}\n`);
  });
}
