import { WebhookVerificationError } from './webhook-verification-error.ts';

/** Headers as `fetch`, Node, or a framework has them: `Headers`, a `Map`, pairs, something with `get(name)`, or an object. */
export type WebhookHeaders =
  | Iterable<readonly [string, string]>
  | { get(name: string): string | null | undefined }
  | { readonly [name: string]: string | readonly string[] | undefined };

type Name = 'id' | 'timestamp' | 'signature';

/** Reads the `webhook-` headers whatever the case of their names. Throws `missing_header`, also when one that has one value came twice. */
export function webhookHeaders(headers: WebhookHeaders): (name: Name) => string {
  const read = reader(headers);
  return (name) => {
    const value = read(`webhook-${name}`);
    if (!value) throw new WebhookVerificationError('missing_header', `webhook-${name} is missing.`);
    return value;
  };
}

function reader(headers: WebhookHeaders): (name: string) => string | null | undefined {
  // `get` of a `Map`, which is iterable, heeds the case.
  const iterable = Symbol.iterator in headers;
  const getter = headers as { get(name: string): string | null | undefined };
  if (!iterable && typeof getter.get === 'function') return (name) => getter.get(name);
  const entries = [...(iterable ? headers : Object.entries(headers))];
  return (name) => {
    const values = entries.flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
    // Signatures are a list, and so are several headers of them.
    return name === 'webhook-signature' || values.length === 1 ? values.join(' ') : undefined;
  };
}
