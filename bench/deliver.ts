/**
 * How much one process takes and delivers: `npm run bench`, on the MongoDB at MONGODB_URI. EVENTS (default 2000) says how
 * many events a run publishes. Nothing here passes or fails: figures depend on the machine and on its database.
 */
import { styleText } from 'node:util';
import { type Figures, run } from './run.ts';

const EVENTS = Number(process.env['EVENTS'] || 2_000);
const ROUNDS = 3;

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

function heading(text: string): void {
  print(`\n${styleText('bold', text)}`);
}

function figure(what: string, value: string): void {
  print(`  ${what.padEnd(34)}${value.padStart(10)}`);
}

function rate(count: number, ms: number): number {
  return (count / ms) * 1000;
}

function percentile(sorted: number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

function median(values: number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    50,
  );
}

/** Deliveries a second to each receiver that answers. */
function perReceiver({ deliveries, ms }: Figures, receivers: number): number {
  return rate(deliveries, ms) / receivers;
}

function showSpeed({ load, deliveries, ms }: Figures): void {
  figure('events accepted a second', rate(load.latencies.length, load.ms).toFixed(0));
  figure('answer to publishEvent, median', `${percentile(load.latencies, 50).toFixed(1)} ms`);
  figure('answer to publishEvent, 99 %', `${percentile(load.latencies, 99).toFixed(1)} ms`);
  figure('deliveries a second', rate(deliveries, ms).toFixed(0));
}

heading(`${EVENTS} events to 1 webhook`);
showSpeed(await run({ events: EVENTS, webhooks: 1 }));

heading(`${EVENTS} events to 5 webhooks`);
showSpeed(await run({ events: EVENTS, webhooks: 5 }));

heading(`Round trips to the database: ${EVENTS} events to 1 webhook`);
const { commands, deliveries } = await run({ events: EVENTS, webhooks: 1, counted: true });
let total = 0;
for (const [name, count] of [...commands].toSorted(([, a], [, b]) => b - a)) {
  figure(name, (count / deliveries).toFixed(2));
  total += count;
}
figure('in all, a published and sent event', (total / deliveries).toFixed(2));

heading(`One receiver of ten hangs: ${EVENTS / 10} events to 10 webhooks, ${ROUNDS} runs each, in turns`);
const [calm, upset]: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round++) {
  calm.push(perReceiver(await run({ events: EVENTS / 10, webhooks: 10 }), 10));
  upset.push(perReceiver(await run({ events: EVENTS / 10, webhooks: 10, hanging: 1 }), 9));
}
figure('a receiver, undisturbed, a second', median(calm).toFixed(0));
figure('a receiver beside one that hangs', median(upset).toFixed(0));
figure('ratio', `${((median(upset) / median(calm)) * 100).toFixed(0)} %`);
print();
