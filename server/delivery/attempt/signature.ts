import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret, `whsec_` and 32 random bytes in base64 (Standard Webhooks 1.0, "Signature scheme"). */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * The `webhook-signature` header of Standard Webhooks 1.0: one `v1,…` a secret, separated by spaces.
 * @param id        the `webhook-id` header
 * @param timestamp the `webhook-timestamp` header, seconds since the epoch
 * @param body      the body as it is sent, to the byte
 */
export function sign(id: string, timestamp: number, body: string, secrets: string[]): string {
  return secrets.map((secret) => `v1,${hmac(`${id}.${timestamp}.${body}`, secret)}`).join(' ');
}

function hmac(content: string, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
