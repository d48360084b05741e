#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// What has to be said before all else is loaded.

// The pool takes its size when it is first used. Name look-ups wait in it, each for as long as a name server takes, and the
// default of four threads is soon used up by a few names that do not resolve.
process.env['UV_THREADPOOL_SIZE'] ??= '32';

// From the second start on nothing is compiled again, in threads and in processes that are started from here either.
const { directory } = enableCompileCache();
if (directory) process.env['NODE_COMPILE_CACHE'] ??= directory;

await import('./command-line.ts');
