import type { CreatedWebhook } from '@reentrega/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useQueries } from '../api/api.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useTitle } from '../shell/title.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { useWebhooks } from './webhooks.ts';

export function NewWebhook() {
  const { t } = useI18n();
  useTitle(t('new_webhook'));
  const { agentId } = useParams({ from: '/agents/$agentId/webhooks/new' });
  const { data } = useWebhooks(agentId);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<CreatedWebhook>();
  const creation = useQueries().useMutation('post', '/api/v1/agents/{agent_id}/webhooks');
  const open = (webhookId: string) =>
    navigate({ to: '/agents/$agentId/webhooks/$webhookId', params: { agentId, webhookId } });

  return (
    <>
      <h1>{t('new_webhook')}</h1>
      {data && (
        <WebhookForm
          initial={{}}
          available={data.data.available_events}
          withSecret
          submitText={t('create')}
          error={creation.error}
          isPending={creation.isPending}
          onSubmit={({ name, ...settings }) =>
            creation.mutate(
              { params: { path: { agent_id: agentId } }, body: { ...settings, ...(name !== '' && { name }) } },
              {
                onSuccess({ data: webhook }) {
                  queryClient.invalidateQueries();
                  if (webhook.webhook_secret) setCreated(webhook);
                  else open(webhook.id);
                },
              },
            )
          }
        />
      )}
      {created?.webhook_secret && <SecretDialog secret={created.webhook_secret} onClose={() => open(created.id)} />}
    </>
  );
}
