import type { Result } from './operations.ts';

/**
 * The body of a successful answer, whole: `const { data: logs, pagination } = await unwrap(client.GET(…))`.
 * Throws the `ApiError` if the answer is an error, and what `fetch` threw if there was no answer.
 */
export async function unwrap<Data>(result: Result<Data> | Promise<Result<Data>>): Promise<Data> {
  const { data, error } = await result;
  if (error) throw error;
  return data;
}
