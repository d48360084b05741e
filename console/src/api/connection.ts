import { useSyncExternalStore } from 'react';

/** Whether the service can be reached: lost when a request finds no answer, found again with the next answer. */
let isLost = false;
const listeners = new Set<() => void>();

export function connectionIs(state: 'lost' | 'there'): void {
  if (isLost === (state === 'lost')) return;
  isLost = state === 'lost';
  for (const listener of listeners) listener();
}

export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isLost,
  );
}
