#!/usr/bin/env node
// What has to be said before all else is loaded. In JavaScript: what Node.js strips of types here would not be in its compile cache
// yet, and the compiler that it loads for that alone takes some 25 MB for as long as the service runs.
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// V8 lets garbage pile up to a multiple of what is in use. A third as much is enough: the service needs 130 MB less under load for
// some percent of CPU. What `npm start` and the image say of the young generation cannot be said here any more.
setFlagsFromString('--heap-growing-percent=30');

// From the second start on nothing is compiled again, in threads and in processes that are started from here either.
const { directory } = enableCompileCache();
if (directory) process.env['NODE_COMPILE_CACHE'] ??= directory;

await import('./command-line.ts');
