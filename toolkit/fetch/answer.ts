/**
 * The answer, once its whole body is there: so that a connection that breaks off rejects here, where the request can be sent again.
 * The body is still to be read.
 */
export async function received(response: Response): Promise<Response> {
  await response.clone().arrayBuffer();
  return response;
}

/**
 * The data of a success, read by its type: JSON (`application/json`, `application/problem+json`), or text.
 * @param unexpected makes an error of what the API cannot have given: a proxy's page, half a document, nothing
 * @throws what `unexpected` makes
 */
export function dataOf(
  { headers }: Response,
  text: string,
  unexpected: (body: string, options?: ErrorOptions) => Error,
): unknown {
  const type = headers.get('content-type') ?? '';
  if (/^text\/plain\b/i.test(type)) return text;
  if (!/^[^;]*[/+]json\s*(;|$)/i.test(type)) throw unexpected(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unexpected(text, { cause });
  }
}
