import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));

/** The code that a guide has for a file: what follows ```` ```ts express.ts ````. */
export async function guideCode(language: string, guide: string, file: string): Promise<string> {
  const path = join(docs, language === 'en' ? '' : language, `${guide}.md`);
  const text = await readFile(path, 'utf8');
  const start = text.search(new RegExp(`^\`\`\`\\w+ ${file.replaceAll('.', '\\.')}$`, 'm'));
  if (start === -1) throw new Error(`${path} has no code for ${file}.`);
  const [, code = ''] = /^[^\n]*\n([\s\S]*?\n)```$/m.exec(text.slice(start)) ?? [];
  return code;
}
