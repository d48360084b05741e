/** Numbers from 0 to 1 that look random and are the same again for the same seed (mulberry32). */
export interface Random {
  next(): number;
  /** Begins anew. */
  reset(): void;
}

export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    reset() {
      state = seed | 0;
    },
  };
}
