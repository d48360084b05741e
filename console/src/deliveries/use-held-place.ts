import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { heightOf, type Row } from './rows.ts';

/**
 * Keeps what is being read where it is when rows come in above it. Only who is at the top, with nothing of the list in hand, sees
 * new rows at once; the others are told how many there are.
 * @param scroller the element that scrolls
 */
export function useHeldPlace(scroller: RefObject<HTMLElement | null>, rows: readonly Row[], isNarrow: boolean) {
  const before = useRef<{ rows: readonly Row[]; isNarrow: boolean }>({ rows, isNarrow });
  const [unseen, setUnseen] = useState(0);
  /** Room below the rows, so that a short list can be scrolled as far as its place asks for. */
  const [leastHeight, setLeastHeight] = useState(0);

  // `scrollTop` is set once the list has the height for it.
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    const { rows: old, isNarrow: wasNarrow } = before.current;
    before.current = { rows, isNarrow };
    if (element === null || old === rows || old.length === 0 || wasNarrow !== isNarrow) return;
    const { scrollTop } = element;
    const isInHand = element.matches(':hover') || element.contains(document.activeElement);
    if (scrollTop < 1 && !isInHand) return;

    const anchor = rowAt(old, scrollTop, isNarrow);
    const top = topOf(rows, anchor.key, isNarrow);
    if (top === undefined || top - anchor.top === 0) return;
    const known = new Set(old.map(({ key }) => key));
    const added = rows.slice(
      0,
      rows.findIndex(({ key }) => key === anchor.key),
    );
    setUnseen((count) => count + added.filter(({ kind, key }) => kind === 'delivery' && !known.has(key)).length);
    wanted.current = scrollTop + top - anchor.top;
    setLeastHeight(wanted.current + element.clientHeight);
  }, [rows, isNarrow, scroller]);

  useLayoutEffect(() => {
    if (wanted.current === undefined || scroller.current === null) return;
    scroller.current.scrollTop = wanted.current;
    wanted.current = undefined;
  });

  return {
    unseen,
    leastHeight,
    /** To be called when the list has been scrolled. */
    onScroll() {
      if ((scroller.current?.scrollTop ?? 0) < 1 && unseen > 0) setUnseen(0);
    },
  };
}

function rowAt(rows: readonly Row[], y: number, isNarrow: boolean): { key: string; top: number } {
  let top = 0;
  let key = '';
  for (const row of rows) {
    key = row.key;
    const height = heightOf(row, isNarrow);
    if (top + height > y) break;
    top += height;
  }
  return { key, top };
}

function topOf(rows: readonly Row[], key: string, isNarrow: boolean): number | undefined {
  let top = 0;
  for (const row of rows) {
    if (row.key === key) return top;
    top += heightOf(row, isNarrow);
  }
  return undefined;
}
