import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outdatedFiles, problemsOfMessages } from './messages.ts';

/** The most that a first view may weigh, compressed: the page, its scripts and styles, one language and the font of its text. */
const FIRST_VIEW_BYTES = 200_000;

const problems = [
  problemsOfMessages(),
  ...outdatedFiles().map((file) => `${file} is not up to date: run \`npm run generate\` and commit the result.`),
].filter((problem) => problem !== '');
if (problems.length === 0) {
  await import('./build.ts');
  const bytes = firstView();
  if (bytes > FIRST_VIEW_BYTES) problems.push(`The first view is ${bytes} bytes, ${FIRST_VIEW_BYTES} are allowed.`);
  else process.stdout.write(`console: ${Math.round(bytes / 1000)} kB for a first view\n`);
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

/** What the page names, the larger language, and the font. */
function firstView(): number {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  const assets = readdirSync(join(dist, 'assets'));
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+)"/g)].map(([, file]) => file ?? '');
  const sizeOf = (file: string) => statSync(join(dist, file)).size;
  const languages = assets
    .filter((name) => /^(en|pt-BR)-\w+\.js\.gz$/.test(name))
    .map((name) => sizeOf(`assets/${name}`));
  const font = assets.find((name) => /^inter-.*\.woff2$/.test(name)) ?? '';
  const texts = [...named.map((file) => `${file}.gz`), 'index.html.gz'];
  return [...texts.map(sizeOf), Math.max(...languages), sizeOf(`assets/${font}`)].reduce((sum, size) => sum + size, 0);
}
