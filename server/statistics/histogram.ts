/** How much wider each bin is than the one before: a value read from its bin is off by less than 5 %. */
const GROWTH = 1.1;

/** The bin of a duration in ms. Bins are the same everywhere and forever, so counts of any two histograms can be added up. */
export function binOf(ms: number): number {
  return ms < 1 ? 0 : 1 + Math.floor(Math.log(ms) / Math.log(GROWTH));
}

/** The middle of a bin, in whole ms. */
function middleOf(bin: number): number {
  return bin === 0 ? 0 : Math.round(GROWTH ** (bin - 0.5));
}

/**
 * The duration, in whole ms, that these shares of all stay within.
 * @param bins how many durations there are in each bin
 * @param shares from 0 to 1, ascending
 * @returns one value for each share; null without durations
 */
export function quantiles(bins: ReadonlyMap<number, number>, shares: readonly number[]): number[] | null {
  const sorted = [...bins].toSorted(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  return shares.map((share) => {
    let left = Math.max(1, Math.ceil(share * total));
    const found = sorted.find(([, count]) => {
      left -= count;
      return left <= 0;
    });
    return middleOf(found?.[0] ?? 0);
  });
}
