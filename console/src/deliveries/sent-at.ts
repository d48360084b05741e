import type { Log } from '@reentrega/client';

/**
 * When an attempt was sent, or is to be. A retry is made long before that: what it was signed with tells when it was sent, to the
 * second.
 */
export function sentAt({ created_at, request_headers, status, next_attempt_at }: Log): string {
  if (status === 'queued') return next_attempt_at ?? created_at;
  const signedAt = Number(request_headers?.['webhook-timestamp']) * 1000;
  return signedAt > Date.parse(created_at) ? new Date(signedAt).toISOString() : created_at;
}
