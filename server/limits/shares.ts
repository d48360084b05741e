/** What is shared: how much there is, and how much of it one owner may hold. */
export interface Shared {
  /** All there is. */
  readonly bound: number;
  /**
   * How much one owner may hold of what is left ("dynamic thresholds", Choudhury and Hahne 1998): up to so many times what stays
   * free. One owner alone gets `factor / (1 + factor)` of all.
   */
  readonly factor: number;
}

/** Gives back what was taken. Safe to repeat. */
export type GiveBack = () => void;

/**
 * A bounded resource, of which each owner (an environment) has a share. Whoever holds nothing finds something as long as anything is
 * free, so an owner that takes all it can get leaves some to each of the others.
 */
export interface Shares {
  /**
   * Takes some now; null if the owner holds its share. Whoever holds nothing may take any amount while something is free: one
   * request more than the bound at most.
   */
  tryTake(owner: string, amount?: number): GiveBack | null;
  /** Takes one, if need be after a wait: turns go by owner. @throws what the signal was aborted with */
  take(owner: string, signal?: AbortSignal): Promise<GiveBack>;
}

export function createShares({ bound, factor }: Shared): Shares {
  const held = new Map<string, number>();
  /** Those that wait for one, by owner, in the order of their turns. */
  const waiting = new Map<string, Set<() => void>>();
  let used = 0;

  function tryTake(owner: string, amount = 1): GiveBack | null {
    const before = held.get(owner) ?? 0;
    const left = bound - used - amount;
    if (before === 0 ? used >= bound : before + amount > factor * left) return null;
    held.set(owner, before + amount);
    used += amount;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      used -= amount;
      const after = (held.get(owner) ?? 0) - amount;
      if (after > 0) held.set(owner, after);
      else held.delete(owner);
      serve();
    };
  }

  /** Whoever had a turn is asked again after all the others. */
  function serve(): void {
    for (let served = true; served; ) {
      served = false;
      for (const [owner, turns] of [...waiting]) {
        const [next] = turns;
        const before = used;
        next?.();
        if (used === before) continue;
        served = true;
        waiting.delete(owner);
        if (turns.size > 0) waiting.set(owner, turns);
      }
    }
  }

  return {
    tryTake,
    take(owner, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const turns = waiting.get(owner) ?? new Set();
        const leave = () => {
          turns.delete(turn);
          if (turns.size === 0 && waiting.get(owner) === turns) waiting.delete(owner);
          signal?.removeEventListener('abort', onAbort);
        };
        const onAbort = () => {
          leave();
          reject(signal?.reason);
        };
        const turn = () => {
          const giveBack = tryTake(owner);
          if (!giveBack) return;
          leave();
          resolve(giveBack);
        };
        if (turns.size === 0) {
          const giveBack = tryTake(owner);
          if (giveBack) return resolve(giveBack);
        }
        turns.add(turn);
        waiting.set(owner, turns);
        signal?.addEventListener('abort', onAbort);
      });
    },
  };
}
