import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ServerOptions } from './server.ts';
import { StorageError, storageDirectory } from './storage.ts';
import type { Report } from './worker.ts';

export type { Transport } from './address.ts';
export { makeDirectory } from './directory.ts';
export type { ServerOptions } from './server.ts';

/** A database server inside this process. */
export interface EmbeddedEngine {
  /** Where the driver finds it. Names no database. */
  uri: string;
  /** The directory of its files. */
  directory: string;
  /** Resolves when all is on the disk and the files are closed. */
  stop(): Promise<void>;
}

/**
 * Starts the engine on the data in `dataDir`, in a thread of its own, so that neither waits for the other.
 * @throws StorageError if the directory cannot be used, e.g. because another process uses it
 */
export async function startEngine(dataDir: string, options: ServerOptions = {}): Promise<EmbeddedEngine> {
  const directory = storageDirectory(dataDir);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { directory, options } });
  const report = await firstReport(worker);
  if (!('uri' in report)) {
    await worker.terminate();
    throw new StorageError('refused' in report ? report.refused : 'the embedded engine stopped before it started');
  }
  // Failure policy: an engine that dies takes the process with it. What was acknowledged is on the disk, and a process that
  // went on without its database would answer nothing but errors.
  worker.on('error', (error) => {
    throw error;
  });
  return {
    uri: report.uri,
    directory,
    async stop() {
      const exited = once(worker, 'exit');
      worker.postMessage('stop');
      await exited;
    },
  };
}

function firstReport(worker: Worker): Promise<Report> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (report: Report) => {
      worker.off('error', reject);
      resolve(report);
    });
  });
}
