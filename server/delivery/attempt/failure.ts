import type { AttemptResult } from '../../database/collections.ts';
import { AddressForbidden } from './address-guard.ts';
import { LookupFailed } from './names.ts';
import { Aborted, type HttpResult, InvalidResponse, TimedOut } from './request.ts';

type Failure = Pick<AttemptResult, 'error_code' | 'error_parameters'>;

/** A timer may end a little before its time, ms. */
const TIMER_EARLY = 50;

/** Codes of Node.js, and what they mean to whoever reads the log. */
const CODES: Record<string, AttemptResult['error_code']> = {
  ECONNREFUSED: 'connection_refused',
};

/** Why no secure connection came about: codes of OpenSSL and Node.js, and the `reason` of `delivery_tls_failed`. */
const TLS_REASONS: [codes: RegExp, reason: string][] = [
  [/^CERT_HAS_EXPIRED$/, 'expired'],
  [/^CERT_NOT_YET_VALID$/, 'not_yet_valid'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/, 'wrong_name'],
  [/SELF_SIGNED/, 'self_signed'],
  [/^UNABLE_TO_|^CERT_UNTRUSTED$|^INVALID_CA$/, 'unknown_ca'],
  [/^CERT_REVOKED$/, 'revoked'],
  [/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE/, 'client_certificate'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/, 'not_tls'],
  [/HANDSHAKE_FAILURE/, 'refused'],
  [/PROTOCOL|VERSION|CIPHER/, 'protocol'],
];

/** What the log says of a request that failed. @param host as it stands in the URL */
export function failureOf({ error, phase, ms }: NonNullable<HttpResult['failure']>, host: string): Failure {
  if (error instanceof Aborted) return { error_code: 'interrupted', error_parameters: {} };
  if (error instanceof LookupFailed)
    return error.timedOut
      ? { error_code: 'dns_timeout', error_parameters: { host, seconds: secondsOf(error.ms) } }
      : { error_code: 'dns_failed', error_parameters: { host } };
  const code = codeOf(error);
  if (error instanceof TimedOut || code === 'ETIMEDOUT') {
    const seconds = secondsOf(ms);
    if (phase === 'lookup') return { error_code: 'dns_timeout', error_parameters: { host, seconds } };
    return { error_code: 'timeout', error_parameters: { host, seconds, phase } };
  }
  if (error instanceof AddressForbidden)
    return { error_code: 'address_forbidden', error_parameters: { host, reason: error.reason } };
  if (CODES[code]) return { error_code: CODES[code], error_parameters: { host } };
  if (error instanceof InvalidResponse || code.startsWith('HPE_'))
    return { error_code: 'invalid_response', error_parameters: { host } };
  if (phase === 'handshake' || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    const dropped = code === 'ECONNRESET' || code === 'EPIPE';
    const known = TLS_REASONS.find(([codes]) => codes.test(code === 'EPROTO' ? opensslReason(error) : code));
    const reason = dropped ? 'closed' : (known?.[1] ?? 'other');
    return { error_code: 'tls_failed', error_parameters: { host, reason } };
  }
  return { error_code: 'connection_failed', error_parameters: { host } };
}

/** A timer on a busy machine comes late: what counts is the limit that was reached. */
function secondsOf(ms: number): number {
  return ms < 1_000 ? Math.max(0.1, Math.round(ms / 100) / 10) : Math.floor((ms + TIMER_EARLY) / 1_000);
}

/** The code of an error, or of the last error inside an AggregateError (Node.js tries the addresses of a name in turn). */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors.at(-1));
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** `…:SSL routines:…:wrong version number:…` → `WRONG_VERSION_NUMBER`, as OpenSSL calls it in its codes. */
function opensslReason(error: unknown): string {
  const [, reason = ''] = /:SSL routines:[^:]*:([^:]+)/.exec(error instanceof Error ? error.message : '') ?? [];
  return reason.toUpperCase().replaceAll(/\W/g, '_');
}
