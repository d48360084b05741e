import { useQueries } from '../api/api.tsx';
import type { WebhookPath } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Failure } from '../shell/failure.tsx';

const POLL_MS = 1000;

/** How far a task is, until it ends. */
export function TaskProgress({ path, taskId }: { path: WebhookPath; taskId: string }) {
  const { t, number } = useI18n();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/tasks/{task_id}',
    { params: { path: { ...path, task_id: taskId } } },
    { refetchInterval: ({ state }) => (state.data?.data.finished_at ? false : POLL_MS) },
  );
  if (error && !data) return <Failure error={error} reset={() => refetch()} />;
  if (data === undefined) return <p className="loading">{t('loading')}</p>;
  const { state, matched, queued, skipped, error: why, finished_at } = data.data;
  const texts = {
    queued: t('task_queued'),
    running: t('task_running'),
    completed: t('task_completed'),
    failed: t('task_failed'),
  };
  return (
    <section className="task" aria-labelledby="task">
      <h2 id="task">{t('task')}</h2>
      <p role="status">
        <strong>{texts[state]}</strong> {why}
      </p>
      {/* A bar of no length while it is not known how much there is. */}
      <progress aria-label={t('task')} {...(finished_at ? { value: 1, max: 1 } : {})} />
      <dl className="figures">
        {[
          [t('task_matched'), matched] as const,
          [t('task_queued_count'), queued] as const,
          [t('task_skipped'), skipped] as const,
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
      {!finished_at && <p className="muted">{t('task_reload')}</p>}
    </section>
  );
}
