import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Longer paths do not fit into a socket's address: 104 bytes on macOS and 108 on Linux, its end included. */
const LONGEST_SOCKET_PATH = 100;

/** Where the engine listens, and how to reach it. */
export interface Address {
  listen: { path: string } | { host: string; port: number };
  /** What has to be said on connecting; null on a socket that only we can reach. */
  password: string | null;
  /** The URI for the driver. @param port the one that was given, if one was */
  uri(port: number): string;
  /** Removes what was left in the file system. */
  remove(): void;
}

export type Transport = 'socket' | 'loopback';
const DEFAULT_TRANSPORT: Transport = process.platform === 'win32' ? 'loopback' : 'socket';

/**
 * A Unix socket in the directory, which nobody else may enter, or in one of its own below the system's temporary directory
 * if that path is too long for one. A port of the loopback interface and a random password where there are no such sockets.
 */
export function chooseAddress(directory: string, transport: Transport = DEFAULT_TRANSPORT): Address {
  if (transport === 'loopback') return loopback();
  const here = resolve(directory, 'engine.sock');
  if (Buffer.byteLength(here) <= LONGEST_SOCKET_PATH) return socket(here, here);
  const apart = mkdtempSync(join(tmpdir(), 'reentrega-'));
  chmodSync(apart, 0o700);
  const there = join(apart, 'engine.sock');
  if (Buffer.byteLength(there) <= LONGEST_SOCKET_PATH) return socket(there, apart);
  rmSync(apart, { recursive: true, force: true });
  return loopback();
}

function socket(path: string, toRemove: string): Address {
  // One that a killed process left behind: whoever has the lock of the directory may take it.
  rmSync(path, { force: true });
  return {
    listen: { path },
    password: null,
    uri: () => `mongodb://${encodeURIComponent(path)}/?directConnection=true`,
    remove: () => rmSync(toRemove, { recursive: true, force: true }),
  };
}

function loopback(): Address {
  const password = randomBytes(32).toString('hex');
  return {
    listen: { host: '127.0.0.1', port: 0 },
    password,
    uri: (port) =>
      `mongodb://engine:${password}@127.0.0.1:${port}/?directConnection=true&authMechanism=PLAIN&authSource=$external`,
    remove: () => {},
  };
}
