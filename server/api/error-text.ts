import type { LogDocument } from '../database/collections.ts';
import type { Translate } from './messages.ts';

/** Why an attempt failed or was canceled, for people, or null if there is nothing to say. */
export function errorText(
  { error_code, error_parameters = {} }: Partial<LogDocument>,
  translate: Translate,
): string | null {
  if (!error_code) return null;
  const host = String(error_parameters['host'] ?? '');
  const seconds = Number(error_parameters['seconds'] ?? 0);
  switch (error_code) {
    case 'timeout':
      return translate('delivery_timeout', { host, seconds, phase: String(error_parameters['phase'] ?? 'answer') });
    case 'dns_timeout':
      return translate('delivery_dns_timeout', { host, seconds });
    case 'tls_failed':
      return translate('delivery_tls_failed', { host, reason: String(error_parameters['reason'] ?? 'other') });
    case 'address_forbidden':
      return translate('delivery_address_forbidden', { host, reason: String(error_parameters['reason'] ?? 'other') });
    case 'http_status':
      return translate('delivery_http_status', { status: Number(error_parameters['status'] ?? 0) });
    case 'dns_failed':
    case 'connection_refused':
    case 'connection_failed':
      return translate(`delivery_${error_code}`, { host });
    default:
      return translate(`delivery_${error_code}`);
  }
}
