import { type Client, createClient, unwrap } from '../client/src/index.ts';
import type { Language } from '../generated/operations.ts';
import type { components } from '../generated/types.ts';
import { request as show } from './screen.ts';
import type { Server } from './server.ts';

export type Schemas = components['schemas'];

export interface Api {
  /** A customer's client whose requests are shown on the screen. */
  shown: Client;
  /** One whose requests are not worth showing: asked again and again. */
  quiet: Client;
}

export function apiOf({ url, token }: Server, language: Language): Api {
  const options = { baseUrl: url, token, language };
  let first = true;
  const shown = createClient({
    ...options,
    // A request that is shown is sent once.
    retry: false,
    async onRequest({ method, request }) {
      // Headers are the same on every request; they are worth seeing once.
      const headers = first ? ['Authorization: Bearer talq_…', `Accept-Language: ${language}`] : [];
      first = false;
      const body = await request.clone().text();
      show(method, new URL(request.url).pathname, headers, body ? JSON.parse(body) : undefined);
    },
  });
  return { shown, quiet: createClient(options) };
}

/** The status of a successful answer, and its body. @throws ApiError */
export async function succeeded<Result extends { data?: unknown; error?: unknown; response: Response }>(
  call: Promise<Result>,
) {
  const result = await call;
  return { status: result.response.status, body: await unwrap(result) };
}
