import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { acceptedMessages, generatedFromMessages } from './messages.ts';

/** Writes what the messages give; with `--accept`, their lock file too. */
if (process.argv.includes('--accept')) {
  const { file, text } = acceptedMessages();
  writeFileSync(file, text);
}
for (const [file, text] of generatedFromMessages()) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
