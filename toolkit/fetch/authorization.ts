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

  return async (request: Request, send: (request: Request) => Promise<Outcome>): Promise<Outcome> => {
    const sendWith = (current?: string) => {
      const copy = request.clone();
      if (current) copy.headers.set('Authorization', `Bearer ${current}`);
      return send(copy);
    };
    if (!token || request.headers.has('authorization')) return sendWith();
    const ask = async (refused?: string) => (typeof token === 'function' ? token(refused) : token);
    const first = await ask();
    let outcome = await sendWith(first);
    if (!isRefused(outcome)) return outcome;
    if (renewal?.refused !== first) renewal = { refused: first, renewed: ask(first) };
    const current = renewal;
    try {
      const second = await current.renewed;
      if (second !== first) outcome = await sendWith(second);
      return outcome;
    } finally {
      // The function threw, had no other token, or one that is refused, too: it is asked again next time.
      if (isRefused(outcome) && renewal === current) renewal = undefined;
    }
  };
}

function isRefused({ response }: Outcome): boolean {
  return response?.status === UNAUTHENTICATED;
}
