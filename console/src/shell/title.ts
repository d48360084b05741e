import { useEffect } from 'react';

/** The title of the page, for the tab and for who hears it read. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter((part) => part), 'Reentrega'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
