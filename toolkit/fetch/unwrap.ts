/** What a method of the client resolves to. */
export type AnyResult = { data?: unknown; error?: unknown };
type DataOf<Result> = Extract<Result, { error?: never }> extends { data: infer Data } ? Data : never;

/**
 * The body of a successful answer, whole: `const { data: logs, pagination } = await unwrap(client.GET(…))`.
 * Throws the error if the answer is one, and what `fetch` threw if there was no answer.
 */
export async function unwrap<Result extends AnyResult>(result: Result | Promise<Result>): Promise<DataOf<Result>>;
export async function unwrap(result: AnyResult | Promise<AnyResult>): Promise<unknown> {
  const { data, error } = await result;
  if (error) throw error;
  return data;
}
