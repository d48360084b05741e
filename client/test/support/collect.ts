/** Everything that an iterable gives. (`Array.fromAsync` is not in the ES2024 that the types are of.) */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
