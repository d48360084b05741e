/**
 * A token, or a function that gives one. The function is asked before every request, and once more when its token was refused
 * with 401: it is then given that token, so that it can drop it from where it keeps it.
 */
export type Token = string | ((refused?: string) => string | Promise<string>);

const UNAUTHENTICATED = 401;

/**
 * Sends the request with the token, and once more if it was refused and the function has another one. A request that brings an
 * `Authorization` of its own is sent as it is. What is sent is a copy: the request itself can be sent again.
 */
export async function sendAuthorized(
  request: Request,
  token: Token | undefined,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (!token || request.headers.has('authorization')) return send(request.clone());
  const first = typeof token === 'function' ? await token() : token;
  const response = await send(withToken(request, first));
  if (response.status !== UNAUTHENTICATED || typeof token !== 'function') return response;
  const second = await token(first);
  if (second === first) return response;
  await response.body?.cancel();
  return send(withToken(request, second));
}

function withToken(request: Request, token: string): Request {
  const signed = request.clone();
  if (token) signed.headers.set('Authorization', `Bearer ${token}`);
  return signed;
}
