/**
 * The text of a success, read by its type: JSON (`application/json`, `application/problem+json`), or text.
 * @param unexpected makes an error of what the API cannot have given: a proxy's page, half a document, nothing
 */
export function parsed(
  { headers }: Response,
  text: string,
  unexpected: (body: string, options?: ErrorOptions) => Error,
): { data: unknown } | { error: Error } {
  const type = headers.get('content-type') ?? '';
  if (/^text\/plain\b/i.test(type)) return { data: text };
  if (!/^[^;]*[/+]json\s*(;|$)/i.test(type)) return { error: unexpected(text) };
  try {
    return { data: JSON.parse(text) };
  } catch (cause) {
    return { error: unexpected(text, { cause }) };
  }
}
