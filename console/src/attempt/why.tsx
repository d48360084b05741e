import type { DeliveryErrorCode, Log } from '@reentrega/client';
import type { MessageKey } from '../../generated/keys.ts';
import { useI18n } from '../i18n/i18n.tsx';

const HINTS = {
  timeout: 'hint_timeout',
  dns_failed: 'hint_dns',
  dns_timeout: 'hint_dns',
  connection_refused: 'hint_connection',
  connection_failed: 'hint_connection',
  tls_failed: 'hint_tls',
  address_forbidden: 'hint_address',
  invalid_response: 'hint_invalid_response',
  http_status: 'hint_http_status',
  webhook_disabled: 'hint_webhook_disabled',
  webhook_deleted: undefined,
  superseded: 'hint_superseded',
  interrupted: 'hint_interrupted',
  internal_error: 'hint_internal',
} as const satisfies Record<NonNullable<DeliveryErrorCode>, MessageKey | undefined>;

/** Why an attempt failed or was not sent, in the service's sentence, and what to look at. */
export function Why({ log: { error, error_code, http_status } }: { log: Log }) {
  const { t } = useI18n();
  if (error === null || error_code === null) return null;
  const hint = error_code === 'http_status' ? hintOfStatus(http_status) : HINTS[error_code];
  return (
    <div className="why">
      <p>
        <strong>{error}</strong>
      </p>
      {hint && <p>{t(hint)}</p>}
      <code>{error_code}</code>
    </div>
  );
}

function hintOfStatus(status: number | null) {
  if (status === 401 || status === 403) return 'hint_status_denied';
  if (status === 404 || status === 405) return 'hint_status_not_found';
  if (status === 410) return 'hint_status_gone';
  if (status !== null && status >= 300 && status < 400) return 'hint_status_redirect';
  return status !== null && status >= 500 ? 'hint_status_server' : HINTS.http_status;
}
