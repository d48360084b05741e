/** Bytes kept of an error that is not JSON. */
const ERROR_BODY_BYTES = 65_536;
const BODILESS = [101, 103, 204, 205, 304];

/** The type of an answer's body, without parameters, in lower case; empty if it has none. */
function mediaType({ headers }: Response): string {
  return (headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase();
}

/** The answer's body is JSON by its type: `application/json`, `application/problem+json`. */
export function isJson(response: Response): boolean {
  return /[/+]json$/.test(mediaType(response));
}

/**
 * The answer with its body received, so that a connection that breaks off rejects here, where the request can be sent again.
 * Of an error that is not JSON, 64 KiB at most are read.
 */
export async function receive(response: Response): Promise<Response> {
  const bytes = response.ok || isJson(response) ? await response.arrayBuffer() : await beginning(response);
  const { status, statusText, headers } = response;
  const received = new Response(BODILESS.includes(status) ? null : bytes, { status, statusText, headers });
  // A constructor cannot set them, and `result.response.url` is the caller's.
  for (const name of ['url', 'redirected'] as const) Object.defineProperty(received, name, { value: response[name] });
  return received;
}

async function beginning({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(ERROR_BODY_BYTES);
  const reader = body?.getReader();
  let length = 0;
  while (reader && length < ERROR_BODY_BYTES) {
    const { value, done } = await reader.read();
    if (done) break;
    const fitting = value.subarray(0, ERROR_BODY_BYTES - length);
    bytes.set(fitting, length);
    length += fitting.length;
  }
  // Only how the rest ends could fail, which nobody asked for.
  reader?.cancel().catch(() => {});
  return bytes.subarray(0, length);
}

/** What came of an answer: its data, or what is to be an error. */
export type Reading = { data: unknown } | { body: unknown; cause?: unknown };

/**
 * Reads an answer by its type: JSON, or text. An error is an error whatever its body is, and so is a success that the API cannot have
 * given: a proxy's page, half a document, nothing.
 */
export function readAnswer(response: Response, text: string): Reading {
  if (response.ok && mediaType(response) === 'text/plain') return { data: text };
  if (!isJson(response)) return { body: text };
  try {
    const body: unknown = JSON.parse(text);
    return response.ok ? { data: body } : { body };
  } catch (cause) {
    return { body: text, cause };
  }
}
