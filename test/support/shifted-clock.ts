/**
 * Loaded before a process (`node --import`), it sets the clock of its machine wrong by CLOCK_SHIFT_MS: `Date` without a time, and
 * `Date.now()`, as everything in the process sees them. Durations (`performance.now()`, timers) stay right.
 */
const shift = Number(process.env['CLOCK_SHIFT_MS']);
if (!Number.isFinite(shift)) throw new Error('CLOCK_SHIFT_MS is not a number');

const RealDate = Date;
const now = () => RealDate.now() + shift;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
