#!/usr/bin/env node
// `node server/main.ts` does it too.
import './start.js';
