/** What was read a moment ago, so that it need not be read again: bounded in time and in number. */
export interface Remembered<Value> {
  /** Undefined if it is not known, or has been known for too long. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** @param ms how long a value is known @param most how many are known; when there are more, all are forgotten */
export function remember<Value>(ms: number, most: number): Remembered<Value> {
  const known = new Map<string, { value: Value; until: number }>();
  return {
    get(key) {
      const found = known.get(key);
      return found && found.until > performance.now() ? found.value : undefined;
    },
    set(key, value) {
      if (known.size >= most) known.clear();
      known.set(key, { value, until: performance.now() + ms });
    },
    delete: (key) => void known.delete(key),
  };
}
