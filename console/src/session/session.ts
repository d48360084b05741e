import { useSyncExternalStore } from 'react';

/** What somebody may do, each including the ones before it. */
export type Right = 'read' | 'retry' | 'manage';
const RIGHTS: readonly Right[] = ['read', 'retry', 'manage'];

/** Who is signed in. */
export interface Session {
  token: string;
  rights: Right;
  /** The one agent that a portal link is for; undefined for a token of the environment. */
  agentId?: string;
}

/** Why nobody is signed in any more: the token was refused, the session of the portal is over, or its link did not work. */
type End = 'refused' | 'over' | 'link';

const KEY = 'reentrega.session';

let session: Session | null = stored();
let end: End | undefined;
const listeners = new Set<() => void>();

/** The session, kept in memory; in `sessionStorage`, for this tab, only when `remember` asks for it. */
export function signIn(started: Session, remember: boolean): void {
  session = started;
  end = undefined;
  if (remember) sessionStorage.setItem(KEY, JSON.stringify(session));
  tell();
}

/** @param why what the reader is told; nothing if it was what they wanted */
export function signOut(why?: End): void {
  end = why === 'refused' && session?.agentId !== undefined ? 'over' : why;
  session = null;
  sessionStorage.removeItem(KEY);
  tell();
}

export function currentToken(): string {
  return session?.token ?? '';
}

export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, () => session);
}

export function useEnd(): End | undefined {
  return useSyncExternalStore(subscribe, () => end);
}

/** Whether who is signed in may do this. */
export function useRight(right: Right): boolean {
  const rights = useSession()?.rights;
  return rights !== undefined && RIGHTS.indexOf(rights) >= RIGHTS.indexOf(right);
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
