/**
 * Why a delivery was refused.
 *
 * - `missing_header`: it lacks `webhook-id`, `webhook-timestamp` or `webhook-signature`.
 * - `invalid_timestamp`: `webhook-timestamp` is not a number of seconds.
 * - `timestamp_too_old`, `timestamp_too_new`: it is further from now than the tolerance: a replay, or a clock that is wrong.
 * - `signature_mismatch`: no signature is that of this body with one of the secrets.
 * - `invalid_body`: the signature is right, but the body is not an event. Or `rawBody` was not a body as received.
 * - `invalid_secret`: a secret is empty or not Base64: a mistake of the receiver, not of the sender.
 */
export type WebhookVerificationReason =
  | 'missing_header'
  | 'invalid_timestamp'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'signature_mismatch'
  | 'invalid_body'
  | 'invalid_secret';

/** A delivery that must not be trusted. Neither the message nor anything else in it has the secret. */
export class WebhookVerificationError extends Error {
  static {
    WebhookVerificationError.prototype.name = 'WebhookVerificationError';
  }
  declare readonly reason: WebhookVerificationReason;

  constructor(reason: WebhookVerificationReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
