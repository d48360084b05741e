import { stringify } from './request/json.ts';

const shared = new WeakMap<object, Buffer>();

/** Marks a body that is the answer to many requests: it is written as JSON once, and all of them send the same Buffer. It must not change from then on. */
export function sharedBody<Body extends object>(body: Body): Body {
  shared.set(body, Buffer.from(stringify(body)));
  return body;
}

/** The JSON of a body that was marked so; undefined for any other. */
export function sharedJson(body: unknown): Buffer | undefined {
  return typeof body === 'object' && body !== null ? shared.get(body) : undefined;
}
