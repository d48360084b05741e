import { parentPort, workerData } from 'node:worker_threads';
import { startServer } from './server.ts';
import { StorageError } from './storage.ts';

/** What the worker says to whoever started it: where it answers, or why it cannot. */
export type Report = { uri: string } | { refused: string } | { stopped: true };

const { directory, options } = workerData;
try {
  const server = await startServer(directory, options);
  report({ uri: server.uri });
  parentPort?.once('message', async () => {
    await server.close();
    report({ stopped: true });
    parentPort?.close();
  });
} catch (error) {
  if (!(error instanceof StorageError)) throw error;
  report({ refused: error.message });
}

function report(message: Report): void {
  parentPort?.postMessage(message);
}
