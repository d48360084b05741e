export type ReadBody = { data: unknown; error?: never } | { data?: never; error: Error };

/**
 * The body of a success, read by its type: JSON (`application/json`, `application/problem+json`), or text that is not a page (`text/csv`).
 * @param bodiless the contract may have a 201 or 202 without a body
 * @param toError makes an error of what the API cannot have given: a proxy's page, half a document, an empty 200
 */
export async function parsed(
  response: Response,
  bodiless: boolean,
  toError: (response: Response, body: string, options?: ErrorOptions) => Error,
): Promise<ReadBody> {
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  if (/^text\/(?!html)/i.test(type)) return { data: text };
  if (bodiless && response.status > 200 && !type && !text) return { data: undefined };
  try {
    if (/^[^;]*[/+]json\b/i.test(type)) return { data: JSON.parse(text) };
  } catch (cause) {
    return { error: toError(response, text, { cause }) };
  }
  return { error: toError(response, text) };
}
