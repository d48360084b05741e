#!/usr/bin/env node
// What has to be said before all else is loaded. In JavaScript: older versions of Node.js can run this much, and the compiler of
// types that the right one would load for this file takes some 25 MB for as long as the service runs.
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [needed, actual] = [engines.node, process.versions.node].map((version) => version.match(/\d+/g).map(Number));
if (actual[0] < needed[0] || (actual[0] === needed[0] && actual[1] < needed[1])) {
  process.stderr.write(
    `Reentrega needs Node.js ${needed.join('.')} or newer; this is ${actual.join('.')}. "npm start" uses the one that "npm ci" has installed.\n`,
  );
  process.exit(1);
}

// V8 lets garbage pile up to a multiple of what is in use. A third as much is enough: the service needs 130 MB less under load for
// some percent of CPU. What `npm start` and the image say of the young generation cannot be said here any more.
setFlagsFromString('--heap-growing-percent=30');

// From the second start on nothing is compiled again, in threads and in processes that are started from here either.
const { directory } = module.enableCompileCache();
if (directory) process.env['NODE_COMPILE_CACHE'] ??= directory;

await import('./command-line.ts');
