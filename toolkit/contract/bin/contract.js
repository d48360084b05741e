#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 18)) {
  process.stderr.write(`contract needs Node.js 24.18 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

// In the repository there is the source, and in the package what was made of it.
const source = new URL('../command/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/command/main.js', import.meta.url).href);
