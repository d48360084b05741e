import { ApiError, type Webhook } from '@reentrega/client';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQueries } from '../api/api.tsx';
import type { WebhookPath } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import { Dialog } from '../widgets/dialog.tsx';
import { useNotices } from '../widgets/notices.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const WEBHOOK = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}';

/** What can be done with a webhook. What loses something is asked about first, and says what. */
export function WebhookActions({ path, webhook }: { path: WebhookPath; webhook: Webhook }) {
  const { t, duration } = useI18n();
  const queries = useQueries();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { say } = useNotices();
  const [asked, setAsked] = useState<'disable' | 'rotate' | 'delete'>();
  const toggle = queries.useMutation('patch', `${WEBHOOK}/toggle`);
  const test = queries.useMutation('post', `${WEBHOOK}/test`);
  const rotation = queries.useMutation('post', `${WEBHOOK}/secret/rotate`);
  const deletion = queries.useMutation('delete', WEBHOOK);
  const init = { params: { path } };
  const close = () => setAsked(undefined);
  const told = {
    onSuccess({ message }: { message: string }) {
      say('success', message);
      queryClient.invalidateQueries();
    },
    onError: (error: unknown) => say('error', error instanceof ApiError ? error.message : t('not_sent')),
    onSettled: close,
  };
  const tested = test.data?.data;
  return (
    <section>
      <div className="actions">
        {webhook.enabled ? (
          <Button onPress={() => setAsked('disable')}>{t('disable')}</Button>
        ) : (
          <Button kind="primary" isDisabled={toggle.isPending} onPress={() => toggle.mutate(init, told)}>
            {t('enable')}
          </Button>
        )}
        <Button isDisabled={test.isPending} onPress={() => test.mutate(init, { onError: told.onError })}>
          {t('send_test')}
        </Button>
        <Button onPress={() => setAsked('rotate')}>{t('rotate_secret')}</Button>
        <Button kind="danger" onPress={() => setAsked('delete')}>
          {t('delete_webhook')}
        </Button>
      </div>
      <div role="status">
        {tested && (
          <p className="hint">
            {tested.error ??
              t('test_answer', { status: tested.status_code ?? 0, time: duration(tested.response_time) })}{' '}
            <Link
              to="/agents/$agentId/webhooks/$webhookId/deliveries/$logId"
              params={{ agentId: path.agent_id, webhookId: path.webhook_id, logId: tested.log_id }}
            >
              {t('open_log')}
            </Link>
          </p>
        )}
      </div>
      {asked === 'disable' && (
        <Question
          title={t('disable')}
          text={t('disable_explained', { name: webhook.name })}
          confirm={t('disable')}
          isPending={toggle.isPending}
          onConfirm={() => toggle.mutate(init, told)}
          onClose={close}
        />
      )}
      {asked === 'rotate' && (
        <Question
          title={t('rotate_secret')}
          text={t('rotate_explained')}
          confirm={t('rotate_secret')}
          isPending={rotation.isPending}
          onConfirm={() => rotation.mutate(init, { onError: told.onError, onSettled: close })}
          onClose={close}
        />
      )}
      {asked === 'delete' && (
        <Question
          title={t('delete_webhook')}
          text={t('delete_explained', { name: webhook.name })}
          confirm={t('delete_confirm')}
          isPending={deletion.isPending}
          onConfirm={() =>
            deletion.mutate(init, {
              ...told,
              onSuccess({ message }) {
                say('success', message);
                // What is shown of it has to be gone before anything is asked for anew.
                navigate({ to: '/agents/$agentId', params: { agentId: path.agent_id } }).then(() =>
                  queryClient.invalidateQueries(),
                );
              },
            })
          }
          onClose={close}
        />
      )}
      {rotation.data && (
        <SecretDialog
          secret={rotation.data.data.webhook_secret}
          until={rotation.data.data.previous_secret_expires_at}
          onClose={() => rotation.reset()}
        />
      )}
    </section>
  );
}

interface QuestionProperties {
  title: string;
  text: string;
  confirm: string;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

function Question({ title, text, confirm, isPending, onConfirm, onClose }: QuestionProperties) {
  const { t } = useI18n();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('cancel')}</Button>
        <Button kind="danger" isDisabled={isPending} onPress={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
