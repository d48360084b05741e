/**
 * A token, or a function that gives one. The function is asked before every request, and once more when its token was refused
 * with 401: it is then given that token, so that it can drop it from where it keeps it.
 */
export type Token = string | ((refused?: string) => string | Promise<string>);

/** Either an answer, or how the network failed. */
export type Outcome = { response: Response; error?: never } | { response?: never; error: unknown };

const UNAUTHENTICATED = 401;

/**
 * Gives the function that sends a request with the token, and once more if it was refused and the function has another one. A request
 * that brings an `Authorization` of its own is sent as it is. What is sent is a copy: the request itself can be sent again.
 * Requests that are refused with the same token share what the function is asked for.
 */
export function authorize(token: Token | undefined) {
  let renewal: { refused: string; renewed: Promise<string> } | undefined;

  async function renew(ask: Exclude<Token, string>, refused: string): Promise<string> {
    if (renewal?.refused !== refused) renewal = { refused, renewed: Promise.resolve(ask(refused)) };
    const current = renewal;
    const forget = () => {
      if (renewal === current) renewal = undefined;
    };
    try {
      const renewed = await current.renewed;
      if (renewed === refused) forget();
      return renewed;
    } catch (error) {
      forget();
      throw error;
    }
  }

  return async (request: Request, send: (request: Request) => Promise<Outcome>): Promise<Outcome> => {
    if (!token || request.headers.has('authorization')) return send(request.clone());
    const first = typeof token === 'function' ? await token() : token;
    const outcome = await send(withToken(request, first));
    if (outcome.response?.status !== UNAUTHENTICATED || typeof token !== 'function') return outcome;
    const second = await renew(token, first);
    if (second === first) return outcome;
    const renewed = await send(withToken(request, second));
    // The next request whose token is refused asks for another.
    if (renewed.response?.status === UNAUTHENTICATED && renewal?.refused === first) renewal = undefined;
    return renewed;
  };
}

function withToken(request: Request, token: string): Request {
  const signed = request.clone();
  if (token) signed.headers.set('Authorization', `Bearer ${token}`);
  return signed;
}
