import { styleText } from 'node:util';
import type { Seeded } from './backend.ts';
import type { Sentinel } from './sentinels.ts';
import type { Mock, MockOptions } from './start.ts';

const MOST_PROBLEMS = 10;

type Style = Parameters<typeof styleText>[0];

/** What somebody who has just started the mock wants to know. Without colors where `NO_COLOR` or a pipe asks for none. */
export function welcomeText(mock: Mock, options: MockOptions): string {
  const { title, url, languages, operations } = mock;
  const kind = options.stateful ? 'stateful: the real service, seeded' : 'answers from examples';
  const lines = [
    '',
    ` ${paint(['bold', 'cyan'], title)} ${paint('bold', '· mock')}  ${paint('dim', kind)}`,
    '',
    row('Address', paint(['bold', 'green'], url)),
    row('Languages', `${languages.join(', ')}  ${paint('dim', '(Accept-Language)')}`),
    row('Operations', String(operations)),
    ...credentialRows(mock, options),
    ...faultRows(options),
    ...table(options.stateful ? 'Seeded' : 'Ids of the examples', seededRows(mock.seeded)),
    ...table('Ids that fail', sentinelRows(mock.sentinels)),
    ...table('Not checked, or not served', problemRows(mock.problems)),
    '',
    ` ${paint('bold', 'Ask for any answer')}  ${paint('dim', 'Prefer: code=404 · Prefer: code=200, example=… · X-Mock-Delay: 1500')}`,
    ` ${paint('bold', 'About the mock')}      ${paint('dim', `GET ${url}/__mock · POST ${url}/__mock/reset`)}`,
    '',
    ` ${paint('bold', 'Try it')}`,
    `   ${tryItText(mock)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function row(name: string, value: string): string {
  return `   ${paint('dim', name.padEnd(12))}${value}`;
}

function credentialRows({ token, isTokenOnly }: Mock, { stateful }: MockOptions): string[] {
  if (!isTokenOnly) return [row('Credentials', paint('dim', 'any of the kind that the contract has'))];
  return [row('Token', stateful ? token : `${token}  ${paint('dim', '(any will do)')}`)];
}

function faultRows({ delay, failureRate, seed }: MockOptions): string[] {
  const time = delay.least === delay.most ? `${delay.most} ms` : `${delay.least} to ${delay.most} ms`;
  return [
    ...(delay.most > 0 ? [row('Delay', time)] : []),
    ...(failureRate > 0 ? [row('Failures', `${Math.round(failureRate * 100)} %, by seed ${seed}`)] : []),
  ];
}

function table(heading: string, rows: string[]): string[] {
  return rows.length > 0 ? ['', ` ${paint('bold', heading)}`, ...rows] : [];
}

function seededRows(seeded: Seeded): string[] {
  const names = Object.keys(seeded);
  const width = Math.max(...names.map((name) => name.length));
  return Object.entries(seeded).map(([name, { id }]) => `   ${name.padEnd(width)}  ${paint('cyan', id)}`);
}

/** At most ten: all of them are at `/__mock`. */
function problemRows(problems: string[]): string[] {
  const more = problems.length > MOST_PROBLEMS ? [`   and ${problems.length - MOST_PROBLEMS} more: GET /__mock`] : [];
  return [...problems.slice(0, MOST_PROBLEMS).map((problem) => `   ${problem}`), ...more];
}

/** The first of each code: the others, told apart by what is wrong with a request, are at `/__mock`. */
function sentinelRows(sentinels: Sentinel[]): string[] {
  const first = new Map(sentinels.toReversed().map((sentinel) => [`${sentinel.status} ${sentinel.code}`, sentinel]));
  return [...first.values()]
    .toSorted((a, b) => (a.id.slice(-12) + a.id < b.id.slice(-12) + b.id ? -1 : 1))
    .map(({ id, status, code }) => `   ${paint('cyan', id)}  ${paint('yellow', String(status))} ${code}`);
}

/** A command to copy: a request that works, said in the last language. */
function tryItText({ url, languages, tryIt: { method, path, credentials } }: Mock): string {
  const options = [...(method === 'GET' ? [] : [`-X ${method}`]), ...credentials.curl];
  return `curl -i ${[...options, `-H 'Accept-Language: ${languages.at(-1)}'`].join(' ')} '${url}${path}${credentials.query}'`;
}

function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
