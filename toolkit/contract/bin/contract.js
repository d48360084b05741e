#!/usr/bin/env node
import { existsSync } from 'node:fs';

// In the repository there is the source, and in the package what was made of it.
const source = new URL('../command/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/command/main.js', import.meta.url).href);
