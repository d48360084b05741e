import type { Language } from '../generated/operations.ts';
import type { components } from '../generated/types.ts';
import { DemoError } from './demo-error.ts';
import { request } from './screen.ts';
import { sentences } from './sentences.ts';
import type { Server } from './server.ts';

export type Schemas = components['schemas'];

export interface Call {
  body?: object;
  /** The status that the story needs. 2xx if it is not said. */
  expected?: number;
  /** Not worth showing: asked again and again. */
  quietly?: boolean;
}

/** Calls the API as a customer would, and shows the request on the screen. */
export type Api = <Body>(method: string, path: string, call?: Call) => Promise<{ status: number; body: Body }>;

/** @throws DemoError (by the calls) when an answer has another status than the one the story needs */
export function apiOf({ url, token }: Server, language: Language): Api {
  let first = true;
  return async <Body>(method: string, path: string, { body, expected, quietly = false }: Call = {}) => {
    // Headers are the same on every request; they are worth seeing once.
    const headers = first ? ['Authorization: Bearer talq_…', `Accept-Language: ${language}`] : [];
    first = false;
    if (!quietly) request(method, `/api/v1${path}`, headers, body);
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': language,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = { status: response.status, body: (await response.json()) as Body };
    if (expected === undefined ? response.ok : response.status === expected) return answer;
    throw new DemoError([
      sentences[language].failures.unexpected(method, path, response.status),
      JSON.stringify(answer.body),
    ]);
  };
}
