import type { components } from './contract.ts';
import { type WebhookHeaders, webhookHeaders } from './webhook-headers.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

/** Any delivery of the catalogue; `event` tells which, and narrows `data`. A newer server may send others: leave a `default`. */
export type WebhookEvent = components['schemas']['WebhookEvent'];

export interface VerifyOptions {
  /** How far `webhook-timestamp` may be from now, in seconds: a finite number from 0. 300 unless told otherwise. */
  tolerance?: number;
  /** The current time, in ms since the epoch. `Date.now` unless told otherwise. */
  now?: () => number;
}

type Key = Parameters<typeof crypto.subtle.verify>[1];

const HMAC = { name: 'HMAC', hash: 'SHA-256' };
/** 32 bytes in Base64. They have other spellings, with bits left over; a signature has this one, as in all libraries of the standard. */
const SIGNATURE = /^v1,([A-Za-z\d+/]{42}[AEIMQUYcgkosw048]=)$/;

/**
 * Checks that a delivery comes from the service, unchanged and just now (Standard Webhooks 1.0), and gives its event. Needs only
 * `Blob` and Web Crypto, whose `verify` compares in constant time.
 * @param rawBody the body as it was received, to the byte: before any parsing
 * @param secret  the secret of the webhook, or several: any of them will do
 * @throws WebhookVerificationError with a `reason`; TypeError for a `tolerance` that is none
 */
export async function verifyWebhook(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { tolerance = 300, now = Date.now }: VerifyOptions = {},
): Promise<WebhookEvent> {
  if (!Number.isFinite(tolerance) || tolerance < 0) throw new TypeError('invalid tolerance');
  const keys = await Promise.all([secret].flat().map(keyOf));
  if (!keys[0]) await keyOf(''); // which is refused
  // Asks what a value has, not whose it is: test runners and workers have classes of their own.
  if (typeof rawBody !== 'string' && !(rawBody?.byteLength >= 0)) {
    throw new WebhookVerificationError('invalid_body', 'The body was parsed.');
  }
  const header = webhookHeaders(headers);
  const [id, timestamp, signatures] = [header('id'), header('timestamp'), header('signature')];
  checkTimestamp(timestamp, tolerance, now());
  const body = new Blob([rawBody as string | ArrayBuffer | Uint8Array<ArrayBuffer>]);
  const content = await new Blob([`${id}.${timestamp}.`, body]).arrayBuffer();
  if (!(await isSigned(content, signatures, keys))) {
    throw new WebhookVerificationError('signature_mismatch', 'No signature matches.');
  }
  return eventOf(await body.arrayBuffer());
}

async function keyOf(secret: string): Promise<Key> {
  let key: Uint8Array<ArrayBuffer> | undefined;
  try {
    key = decodeBase64(secret.replace(/^whsec_/, ''));
  } catch {
    // Not Base64, or not a string. The cause is not given: its message may have the secret.
  }
  // Anyone could sign with an empty key.
  if (!key?.length) throw new WebhookVerificationError('invalid_secret', 'The secret is missing or not Base64.');
  return crypto.subtle.importKey('raw', key, HMAC, false, ['verify']);
}

/** @param now ms since the epoch */
function checkTimestamp(timestamp: string, tolerance: number, now: number): void {
  if (!/^\d{1,15}$/.test(timestamp)) {
    throw new WebhookVerificationError('invalid_timestamp', 'The timestamp is not in seconds.');
  }
  const age = Math.floor(now / 1000) - Number(timestamp);
  if (Math.abs(age) <= tolerance) return;
  throw new WebhookVerificationError(age > 0 ? 'timestamp_too_old' : 'timestamp_too_new', `Sent ${age} s ago.`);
}

/** One of the `v1` signatures was made with one of the keys; those of other versions are passed over. */
async function isSigned(content: ArrayBuffer, signatures: string, keys: Key[]): Promise<boolean> {
  for (const signature of signatures.split(' ')) {
    const [, encoded] = SIGNATURE.exec(signature) ?? [];
    if (!encoded) continue;
    for (const key of keys) if (await crypto.subtle.verify(HMAC, key, decodeBase64(encoded), content)) return true;
  }
  return false;
}

function eventOf(body: ArrayBuffer): WebhookEvent {
  let cause: unknown;
  try {
    // Whoever signed it is trusted to send what the contract says.
    const event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as WebhookEvent | null;
    if (typeof event?.event === 'string') return event;
  } catch (failure) {
    cause = failure;
  }
  throw new WebhookVerificationError('invalid_body', 'The body is not an event.', { cause });
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
