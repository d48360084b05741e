import type { Reply } from './command.ts';
import { LARGEST_MESSAGE } from './wire.ts';
import { LARGEST_DOCUMENT, MOST_STATEMENTS } from './write-commands.ts';

/** The MongoDB whose behaviour is followed: 7.0, by its wire version. */
const WIRE_VERSION = 21;
const VERSION = '7.0.0';

/**
 * What the driver asks first. There is no set name and no session time-out, so the driver takes this for a standalone server
 * without sessions, and sends neither transaction numbers nor retries of its own.
 */
export function hello(): Reply {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    maxBsonObjectSize: LARGEST_DOCUMENT,
    maxMessageSizeBytes: LARGEST_MESSAGE,
    maxWriteBatchSize: MOST_STATEMENTS,
    localTime: new Date(),
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

export function ping(): Reply {
  return { ok: 1 };
}

export function buildInfo(): Reply {
  return {
    version: VERSION,
    versionArray: [...VERSION.split('.').map(Number), 0],
    gitVersion: 'reentrega-embedded',
    modules: ['embedded'],
    maxBsonObjectSize: LARGEST_DOCUMENT,
    ok: 1,
  };
}
