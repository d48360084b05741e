import { useSyncExternalStore } from 'react';

/** What somebody may do, each including the ones before it. */
export type Right = 'read' | 'retry' | 'manage';

/** Who is signed in. */
export interface Session {
  token: string;
  rights: readonly Right[];
  /** The one agent that a portal link is for; undefined for a token of the environment. */
  agentId?: string;
}

const KEY = 'reentrega.session';
const ALL: readonly Right[] = ['read', 'retry', 'manage'];

let session: Session | null = stored();
/** The token that was in use was refused: it is over, and whoever is there is told. */
let wasRefused = false;
const listeners = new Set<() => void>();

/** The session, kept in memory; in `sessionStorage`, for this tab, only when `remember` asks for it. */
export function signIn(started: Omit<Session, 'rights'> & { rights?: readonly Right[] }, remember: boolean): void {
  session = { rights: ALL, ...started };
  wasRefused = false;
  if (remember) sessionStorage.setItem(KEY, JSON.stringify(session));
  tell();
}

export function signOut(refused = false): void {
  session = null;
  wasRefused = refused;
  sessionStorage.removeItem(KEY);
  tell();
}

export function currentToken(): string {
  return session?.token ?? '';
}

export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, () => session);
}

export function useWasRefused(): boolean {
  return useSyncExternalStore(subscribe, () => wasRefused);
}

/** Whether who is signed in may do this. */
export function useRight(right: Right): boolean {
  return useSession()?.rights.includes(right) ?? false;
}

function stored(): Session | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : JSON.parse(text);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
