import { validationFailed } from '../../express/index.ts';
import { sendMocked } from './answer.ts';
import type { Call } from './backend.ts';
import { type Delay, parseDelay, wait } from './delay.ts';
import { message } from './messages.ts';
import type { Ask } from './prism.ts';
import type { Random } from './random.ts';
import type { Sentinel } from './sentinels.ts';

/** What goes wrong on demand. */
export interface FaultOptions {
  delay: Delay;
  /** From 0 to 1. */
  failureRate: number;
}

export interface Faults {
  /** Lets the request wait as it, or the mock, is told to. @throws FrontError when the request names no time */
  delay(headers: Call['req']['headers'], signal: AbortSignal): Promise<void>;
  /** Answers with an error if one is asked for, or if it is this request's turn. Gives whether it did. */
  answer(call: Call): Promise<boolean>;
}

export function createFaults(
  { delay, failureRate }: FaultOptions,
  { ask, random, sentinels }: { ask: Ask; random: Random; sentinels: Map<string, Sentinel> },
): Faults {
  return {
    async delay(headers, signal) {
      const given = headers['x-mock-delay'];
      const own = given === undefined ? delay : parseDelay(String(given));
      if (!own) throw validationFailed({ 'x-mock-delay': [message('invalid_pattern')] });
      await wait(own, random, signal);
    },
    async answer(call) {
      const wanted = preferredError(call) ?? sentinelError(call, sentinels) ?? drawnError(call, failureRate, random);
      if (!wanted) return false;
      sendMocked(call, await ask(call.language, call.operation, call.pathname, wanted));
      return true;
    },
  };
}

type Wanted = Call['preference'];

/** An error that is asked for by name is given whatever the request holds; a success only for a request that is right. */
function preferredError({ preference }: Call): Wanted | null {
  return preference.code !== undefined && preference.code >= 400 ? preference : null;
}

function sentinelError({ params, operation }: Call, sentinels: Map<string, Sentinel>): Wanted | null {
  for (const value of Object.values(params)) {
    const sentinel = sentinels.get(value.toLowerCase());
    const reply = operation.replies.find(({ status }) => status === sentinel?.status);
    if (sentinel && reply?.examples.includes(sentinel.example))
      return { code: sentinel.status, example: sentinel.example };
  }
  return null;
}

/** What a busy or broken server says, as far as the operation documents it. */
function drawnError({ operation }: Call, rate: number, random: Random): Wanted | null {
  if (rate <= 0 || random.next() >= rate) return null;
  const candidates = operation.replies.filter(({ status }) => status === 429 || status >= 500);
  const drawn = candidates[Math.floor(random.next() * candidates.length)];
  return drawn ? { code: drawn.status } : null;
}
