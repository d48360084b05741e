import type { Log, LogStatus } from '@reentrega/client';
import type { MessageKey } from '../../generated/keys.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Icon, type IconName } from './icon.tsx';

const ICONS: Record<LogStatus, IconName> = {
  success: 'check',
  failed: 'cross',
  queued: 'clock',
  delivering: 'arrow',
  canceled: 'dash',
};
const NAMES = {
  success: 'status_success',
  failed: 'status_failed',
  queued: 'status_queued',
  delivering: 'status_delivering',
  canceled: 'status_canceled',
} as const satisfies Record<LogStatus, MessageKey>;

export function useStatusName(): (status: LogStatus) => string {
  const { t } = useI18n();
  return (status) => t(NAMES[status]);
}

/** A status as a sign and a word: it does not need its colour. */
export function Status({ status }: { status: LogStatus }) {
  const name = useStatusName();
  return (
    <span className="status" data-status={status}>
      <Icon name={ICONS[status]} />
      {name(status)}
    </span>
  );
}

/** The attempts of a delivery as a row of signs, the first on the left. @param logs the newest first */
export function Track({ logs }: { logs: readonly Log[] }) {
  const { t } = useI18n();
  const name = useStatusName();
  const inOrder = logs.toReversed();
  const label = `${t('attempts_count', { count: logs.length })}: ${inOrder.map(({ status }) => name(status)).join(', ')}`;
  return (
    <span className="track" role="img" aria-label={label} title={label}>
      {inOrder.map(({ id, status }) => (
        <span key={id} className="pip" data-status={status}>
          <Icon name={ICONS[status]} />
        </span>
      ))}
    </span>
  );
}
