import { type FrontError, validationFailed } from '../../express/index.ts';
import { message } from './messages.ts';
import type { Operation } from './operations.ts';

/** What a request says of the answer that it wants, as Prism has it (RFC 7240). */
export interface Preference {
  code?: number;
  example?: string;
  /** Made from the schema instead of from the examples. */
  dynamic?: boolean;
  seed?: string;
}

/**
 * Reads `Prefer: code=404, example=agent_not_found`.
 * @throws FrontError 422 naming what the operation documents, when it does not document what is asked for
 */
export function readPreference(header: string | string[] | undefined, operation: Operation): Preference {
  if (header === undefined) return {};
  const given = new Map<string, string>();
  for (const part of [header].flat().join(',').split(/[,;]/)) {
    const [, name, value = ''] = /^\s*([\w-]+)\s*(?:=\s*"?([^"]*?)"?\s*)?$/.exec(part) ?? [];
    if (name) given.set(name.toLowerCase(), value);
  }
  const { code, example, dynamic, seed } = Object.fromEntries(given);
  const reply = code === undefined ? undefined : operation.replies.find(({ status }) => String(status) === code);
  if (code !== undefined && !reply) throw notOneOf(operation.replies.map(({ status }) => status));
  const replies = reply ? [reply] : operation.replies;
  const holder = replies.find(({ examples }) => example !== undefined && examples.includes(example));
  if (example !== undefined && !holder) throw notOneOf(replies.flatMap(({ examples }) => examples));
  const status = reply?.status ?? holder?.status;
  return {
    ...(status !== undefined && { code: status }),
    ...(example !== undefined && { example }),
    ...(dynamic === 'true' && { dynamic: true }),
    ...(seed !== undefined && { seed }),
  };
}

function notOneOf(allowed: (string | number)[]): FrontError {
  return validationFailed({ prefer: [message('invalid_enum', { allowed: [...new Set(allowed)].join(', ') })] });
}
