import { message } from '../messages.ts';
import type { Finding } from './findings.ts';

/** The names of a period's ends, wherever a contract has both as date-times. */
export const PERIOD = { from: 'from', to: 'to' } as const;

/** A rule that no schema can say: a period begins before it ends. Ends that are no times are for the schemas to refuse. */
export function periodFindings(holder: unknown): Finding[] {
  if (typeof holder !== 'object' || holder === null) return [];
  const [from, to] = [timeAt(holder, PERIOD.from), timeAt(holder, PERIOD.to)];
  return from >= to ? [{ field: PERIOD.from, message: message('invalid_range') }] : [];
}

/** NaN, which is neither earlier nor later than anything, for what is no time. */
function timeAt(holder: object, name: string): number {
  const value: unknown = Reflect.get(holder, name);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
