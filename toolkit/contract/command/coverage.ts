import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answered, type Coverage, coverageOf, readTraffic } from '../coverage/traffic.ts';
import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { type Place, placesIn } from '../document/places.ts';
import { ToolError, UsageError } from '../document/tool-error.ts';
import { inLanguage, languagesOf } from '../i18n/languages.ts';
import { type Message, readMessages } from '../i18n/messages.ts';
import { say } from './arguments.ts';
import { type Finding, findingsAs, linesOf, type ReportFormat } from './report.ts';

type Given = {
  contract: ContractFiles;
  command: string[];
  traffic?: string;
  target?: string;
  min: string;
  format: ReportFormat;
};

/** Tells what a test run exercised of the contract. Gives whether it is enough, and whether all that was answered is in the contract. */
export async function coverage(given: Given): Promise<boolean> {
  const { contract, format } = given;
  const min = Number(given.min);
  if (!(min >= 0 && min <= 100)) throw new UsageError('--min must be a number from 0 to 100.');
  const { traffic, succeeded } = await trafficOf(given);
  const bundled = await bundleContract(contract.entry);
  const languages = languagesOf(contract, bundled);
  const found = coverageOf(inLanguage(bundled, languages[0]), traffic);
  const { messages } = readMessages(contract, languages.slice(1));
  const findings = findingsOf(found, lies(traffic, messages), await placesIn(contract.entry));
  const counts = countsOf(found, languages);
  const share = counts.statuses === 0 ? 100 : (100 * counts.exercisedStatuses) / counts.statuses;
  if (format === 'json') say(JSON.stringify({ ...counts, findings }, null, 2));
  else if (format !== 'table') process.stdout.write(findingsAs(format, findings));
  else {
    say(`operations  ${counts.exercisedOperations} of ${counts.operations}`);
    say(`statuses    ${counts.exercisedStatuses} of ${counts.statuses} (${Math.floor(share)} %)`);
    for (const { language, operations } of counts.languages)
      say(`${language.padEnd(10)}  ${operations} of ${counts.operations} operations`);
    say(`requests    ${traffic.length}`);
    if (findings.length > 0) say(linesOf(findings));
  }
  return succeeded && share >= min && findings.every(({ severity }) => severity !== 'error');
}

async function trafficOf({ command, traffic, target }: Given): Promise<{ traffic: Answered[]; succeeded: boolean }> {
  if (traffic !== undefined) {
    if (command.length > 0) throw new UsageError('Either --traffic or a command, not both.');
    if (!existsSync(traffic)) throw new UsageError(`There is no file ${traffic}.`);
    return { traffic: readTraffic(traffic), succeeded: true };
  }
  if (command.length === 0) throw new UsageError('What runs the tests? contract coverage -- npm test');
  const folder = await mkdtemp(join(tmpdir(), 'coverage-'));
  try {
    const file = join(folder, 'traffic.ndjson');
    await writeFile(file, '');
    const { startProxy } = await import('../coverage/proxy.ts');
    const proxy = target === undefined ? undefined : await startProxy(target, file);
    const env = proxy === undefined ? { CONTRACT_TRAFFIC: file } : { CONTRACT_URL: proxy.url };
    const code = await run(command, env).finally(() => proxy?.close());
    if (code !== 0) process.stderr.write(`${command.join(' ')}: exit code ${code}\n`);
    return { traffic: readTraffic(file), succeeded: code === 0 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What it prints goes to the standard error: the standard output is the report's. */
function run([program = '', ...args]: string[], env: Record<string, string>): Promise<number> {
  const started = spawn(program, args, { stdio: ['inherit', 2, 2], env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    started.on('error', (error) => reject(new ToolError(`${program} cannot be run: ${error.message}`)));
    started.on('close', (code) => resolve(code ?? 1));
  });
}

function countsOf({ operations }: Coverage, languages: string[]) {
  const statuses = operations.reduce((sum, { operation }) => sum + operation.responses.length, 0);
  return {
    operations: operations.length,
    exercisedOperations: operations.filter(({ statuses }) => statuses.size > 0).length,
    statuses,
    exercisedStatuses: operations.reduce((sum, one) => sum + one.statuses.size, 0),
    languages: languages.map((language) => ({
      language,
      operations: operations.filter((one) => one.languages.has(language)).length,
    })),
  };
}

/** Answers whose `Content-Language` names none of the languages that their message is in. */
function lies(traffic: Answered[], messages: Message[]): string[] {
  const spoken = new Map<string, Set<string>>();
  for (const { texts } of messages) {
    for (const [language, text] of Object.entries(texts))
      spoken.set(text, (spoken.get(text) ?? new Set()).add(language));
  }
  const told = traffic.flatMap(({ method, path, status, language, message = '' }) => {
    const known = spoken.get(message);
    if (known === undefined || language?.split(/,\s*/).some((one) => known.has(one))) return [];
    const said = language === undefined ? 'says nothing' : `is ${language}`;
    return [
      `${method.toUpperCase()} ${path} answered ${status} with "${message}" (${[...known].join(', ')}), and Content-Language ${said}.`,
    ];
  });
  return [...new Set(told)];
}

function findingsOf(
  { operations, outside, undocumented }: Coverage,
  lies: string[],
  placeOf: (pointer: string) => Place,
): Finding[] {
  const entry = placeOf('#/paths');
  const error = (place: Place, rule: string, message: string): Finding => ({
    ...place,
    severity: 'error',
    rule: `coverage/${rule}`,
    message,
  });
  const unique = (texts: string[]) => [...new Set(texts)];
  const pointerOf = ({ path, method }: Coverage['operations'][number]['operation']) =>
    `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
  const gaps = operations.flatMap(({ operation, statuses }): Finding[] => {
    const missing = operation.responses.map(([status]) => status).filter((status) => !statuses.has(status));
    if (statuses.size > 0 && missing.length === 0) return [];
    const rule = statuses.size === 0 ? 'operation' : 'status';
    const message =
      statuses.size === 0
        ? `${operation.id} was not exercised.`
        : `${operation.id} was not seen to answer ${missing.join(', ')}.`;
    return [{ ...placeOf(pointerOf(operation)), severity: 'warning', rule: `coverage/${rule}`, message }];
  });
  return [
    ...unique(
      outside.map(
        ({ method, path, status }) => `${method.toUpperCase()} ${path} answered ${status} and is not in the contract.`,
      ),
    ).map((message): Finding => ({ ...entry, severity: 'warning', rule: 'coverage/route', message })),
    ...undocumented
      .filter(
        ({ operation, answer }, index, all) =>
          all.findIndex((one) => one.operation === operation && one.answer.status === answer.status) === index,
      )
      .map(({ operation, answer }) =>
        error(
          placeOf(pointerOf(operation)),
          'undocumented',
          `${operation.id} answered ${answer.status}, which is not documented.`,
        ),
      ),
    ...lies.map((message) => error(entry, 'content-language', message)),
    ...gaps,
  ];
}
