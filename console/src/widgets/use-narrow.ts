import { useSyncExternalStore } from 'react';

/** As the style sheets have it. */
const narrow = matchMedia('(max-width: 50rem)');

/** Whether there is the width of a phone and no more. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
