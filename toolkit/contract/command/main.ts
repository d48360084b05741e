#!/usr/bin/env node
import { runCommand } from './command-line.ts';

// `contract status | head`: whoever reads has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCommand(process.argv.slice(2));
