import type { Evidence } from './evidence.ts';
import { FAULT_NAMES, type Faults } from './faults.ts';
import { type Findings, INVARIANTS } from './invariants.ts';
import type { Fleet } from './processes.ts';

/** At most so many things that break an invariant are named, and so many faults before the end of the run. */
const NAMED = 10;
const LAST_FAULTS = 12;

export interface Run {
  database: string;
  seed: number;
  seconds: number;
  settleSeconds: number;
  evidence: Evidence;
  findings: Findings;
  hits: Faults['hits'];
  starts: Fleet['starts'];
}

/** The figures of a run: what there was, and how many. */
function figures({
  database,
  seed,
  seconds,
  settleSeconds,
  evidence,
  findings,
  hits,
  starts,
}: Run): [string, string][] {
  const { promises, stored, received } = evidence;
  const { accepted, refused, retries, tasks } = promises;
  const unsuccessful = [...refused].map(([answer, count]) => `${count} × ${answer}`).join(', ');
  const withStatus = (status: string) => stored.logs.filter((log) => log.status === status).length;
  return [
    ['database', database],
    ['seed', String(seed)],
    ['faults for, then settled within', `${seconds.toFixed(0)} s, ${settleSeconds.toFixed(0)} s`],
    [
      'events accepted',
      `${accepted.length} (${accepted.filter(({ key }) => key !== undefined).length} with an Idempotency-Key)`,
    ],
    ['events refused, to be repeated', `${sum(refused.values())}${unsuccessful && ` (${unsuccessful})`}`],
    [
      'requests at the receiver',
      `${received.length} (${received.filter(({ answer }) => answer !== 200).length} refused, reset or left without an answer)`,
    ],
    [
      'attempts stored',
      `${withStatus('success')} success, ${withStatus('failed')} failed, ${withStatus('canceled')} canceled`,
    ],
    ['sent again on a kept connection that broke', String(findings.again)],
    ['doubles of disturbed attempts', String(findings.doubles)],
    ['manual retries', `${retries.filter(({ answer }) => answer === '200').length} of ${retries.length} requests`],
    ['bulk retries', `${stored.tasks.length} of ${tasks.length} requests`],
    ['processes started', `${starts.made} (${starts.failed} in vain, for want of their database)`],
    ...FAULT_NAMES.map((name): [string, string] => [name, String(hits.get(name) ?? 0)]),
    [
      'lost events',
      String(findings.broken.find(({ invariant }) => invariant === Object.keys(INVARIANTS)[0])?.found.length ?? 0),
    ],
  ];
}

/** The figures as a table, and whether every invariant holds; of those that do not, the ids and the last faults. */
export function report(run: Run): string {
  const rows = figures(run);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const { broken } = run.findings;
  if (broken.length === 0) return [...lines, '', `chaos: ${Object.keys(INVARIANTS).length} invariants hold`].join('\n');
  const told = broken.flatMap(({ invariant, found }) => [
    '',
    `BROKEN: ${invariant} (${found.length})`,
    ...found.slice(0, NAMED).map((one) => `  ${one}`),
  ]);
  const faults = run.evidence.disturbances
    .slice(-LAST_FAULTS)
    .map(
      ({ fault, where, from, to }) =>
        `  ${new Date(from).toISOString()}  ${fault} at ${where}, ${Math.round(to - from)} ms`,
    );
  return [
    ...lines,
    ...told,
    '',
    'The last faults:',
    ...faults,
    '',
    `chaos: ${broken.length} invariants are broken; again with: npm run test:chaos -- --seed ${run.seed}`,
  ].join('\n');
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
