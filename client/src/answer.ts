import { ApiError } from './api-error.ts';
import type { Result } from './operations.ts';

const NO_CONTENT = 204;

/**
 * Reads an answer. An error is an error whatever its body is, and so is a success that the API cannot have given: a proxy's page,
 * half a document. Rejects when the connection breaks while the body is read.
 */
export async function readAnswer(response: Response): Promise<Result<unknown>> {
  const text = await response.text();
  const success = (data: unknown): Result<unknown> => ({ data, error: undefined, response });
  const failure = (body?: unknown, options?: ErrorOptions): Result<unknown> => ({
    data: undefined,
    error: new ApiError(response, body, options),
    response,
  });

  if (response.status === NO_CONTENT) return success(undefined);
  const type = response.headers.get('content-type') ?? '';
  if (response.ok && type.startsWith('text/plain')) return success(text);
  if (!/^application\/([\w.-]+\+)?json\b/.test(type)) return failure();
  try {
    const body: unknown = JSON.parse(text);
    return response.ok ? success(body) : failure(body);
  } catch (cause) {
    return failure(undefined, { cause });
  }
}
