import { ApiError, invalid } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import type { Header } from '../database/collections.ts';
import type { AddressGuard } from '../delivery/attempt/address-guard.ts';

/** Headers that are ours, or the connection's (RFC 9110, 7.6.1), to set. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'content-type',
  'content-encoding',
  'user-agent',
]);

/**
 * Checks what the schema of a webhook cannot say. Only the URL itself is judged; what its name resolves to is judged at each
 * connection, since that may change at any time.
 * @throws VALIDATION_FAILED, WEBHOOK_URL_FORBIDDEN
 */
export function allowedBy(guard: AddressGuard) {
  return ({ webhook_url, custom_headers = [] }: { webhook_url?: string; custom_headers?: Header[] }): void => {
    if (webhook_url !== undefined) assertUrl(webhook_url, guard);
    custom_headers.forEach(({ name }, index) => {
      if (OWN_HEADERS.has(name.toLowerCase()) || name.toLowerCase().startsWith('webhook-')) {
        throw invalid(`custom_headers.${index}.name`, message('invalid_forbidden_header', { name }));
      }
    });
  };
}

/** The schema has seen that it is a URL. */
function assertUrl(text: string, guard: AddressGuard): void {
  const refusal = guard.refusal(new URL(text));
  if (refusal === null) return;
  const why = message(refusal === 'own' ? 'webhook_url_own' : 'webhook_url_forbidden');
  throw new ApiError('WEBHOOK_URL_FORBIDDEN', { message: why });
}
