import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { bundleContract } from '../document/bundle.ts';
import { ToolError, UsageError } from '../document/tool-error.ts';
import { formatOf, formats } from '../exchange/formats.ts';
import { importTexts } from '../exchange/import.ts';
import { textsOf } from '../exchange/texts.ts';
import { translatedLanguages } from '../i18n/languages.ts';
import { type Arguments, say } from './arguments.ts';

type Contract = Pick<Arguments, 'contract'>;

/** Writes the texts of a language for its translators. @param out a file; the standard output without one */
export async function exportTexts(
  { contract }: Contract,
  {
    language,
    format,
    out,
    all,
  }: { language: string; format: string | undefined; out: string | undefined; all: boolean },
): Promise<void> {
  await assertLanguage({ contract }, language);
  const kind = formats[format ?? (out === undefined ? 'xliff' : (formatOf(out) ?? 'xliff'))];
  if (kind === undefined) throw new UsageError(`The formats are ${Object.keys(formats).join(', ')}.`);
  const texts = await textsOf(contract, language);
  const entries = texts
    .filter(({ state }) => all || state !== 'done')
    .map(({ key, source, target = '', state }) => ({ key, source, target, state }));
  const file = kind.write({ from: contract.settings.written, to: language, entries });
  if (out === undefined) {
    process.stdout.write(file);
    return;
  }
  await writeFile(out, file);
  say(`${relative(process.cwd(), out)}: ${entries.length} texts`);
}

/** @throws ToolError when one of the translations cannot be taken: then none is */
export async function importFile(
  { contract }: Contract,
  { file, format, language }: { file: string; format: string | undefined; language: string | undefined },
): Promise<void> {
  const kind = formats[format ?? formatOf(file) ?? ''];
  if (kind === undefined)
    throw new UsageError(`Which format has ${file}? --format is one of ${Object.keys(formats).join(', ')}.`);
  const content = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is no file ${file}.`);
  });
  const exchange = inFile(file, () => kind.read(content));
  const to = language ?? exchange.to;
  await assertLanguage({ contract }, to);
  if (exchange.from !== '' && exchange.from !== contract.settings.written) {
    throw new ToolError(
      `${file}: it is translated from ${exchange.from}, and the contract is written in ${contract.settings.written}.`,
    );
  }
  const { written, accepted, problems } = await importTexts(contract, to, exchange);
  if (problems.length > 0) throw new ToolError(`${problems.join('\n')}\n${file}: nothing is imported.`);
  say(`${file}: ${written} translations written, ${accepted} accepted (${to})`);
}

function inFile<Value>(file: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof ToolError ? new ToolError(`${file}: ${error.message}`) : error;
  }
}

async function assertLanguage({ contract }: Contract, language: string): Promise<void> {
  const { info } = await bundleContract(contract.entry);
  const languages = translatedLanguages(contract, info);
  if (!languages.includes(language)) {
    throw new UsageError(`"${language}" is none of the contract's languages (${languages.join(', ')}).`);
  }
}
