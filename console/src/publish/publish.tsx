import { ApiError, type EventName } from '@reentrega/client';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQueries } from '../api/api.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useTitle } from '../shell/title.ts';
import { useWebhooks } from '../webhook/webhooks.ts';
import { Button } from '../widgets/button.tsx';
import { eventExample } from './event-example.ts';
import './publish.css';

const FROM = '/agents/$agentId/publish';

/** Sends an event of the catalogue, from its example, with what the contract says of its data beside it. */
export function Publish() {
  const { t } = useI18n();
  useTitle(t('publish_event'));
  const { agentId } = useParams({ from: FROM });
  const { event: asked } = useSearch({ from: FROM });
  const navigate = useNavigate();
  const queries = useQueries();
  const { data: found } = useWebhooks(agentId);
  const { data: contract } = queries.useQuery('get', '/openapi.json', {}, { staleTime: Number.POSITIVE_INFINITY });
  const publication = queries.useMutation('post', '/api/v1/agents/{agent_id}/events');
  const available: Record<string, string> = found?.data.available_events ?? {};
  const names = Object.keys(available);
  const event = names.find((name) => name === asked) ?? names[0];
  const { data: example, fields } = eventExample(contract, event ?? '');
  const exampleText = JSON.stringify(example, null, 2);
  const [text, setText] = useState(exampleText);
  const [isInvalid, setIsInvalid] = useState(false);
  useEffect(() => setText(exampleText), [exampleText]);

  function publish() {
    const data = parsed(text);
    setIsInvalid(data === undefined);
    if (data === undefined || event === undefined) return;
    publication.mutate({ params: { path: { agent_id: agentId } }, body: { event: event as EventName, data } });
  }
  const accepted = publication.data?.data;
  const subscribed = found?.data.webhooks.filter(({ events }) => events.some((one) => one === event)) ?? [];
  const error = publication.error;
  return (
    <>
      <h1>{t('publish_event')}</h1>
      <p className="muted">{t('publish_intro')}</p>
      <div className="publish">
        <div className="publish-form">
          <label className="field">
            <span>{t('column_event')}</span>
            <select
              value={event}
              onChange={({ target }) => {
                publication.reset();
                navigate({ to: FROM, params: { agentId }, search: { event: target.value }, replace: true });
              }}
            >
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <span className="muted">{event && available[event]}</span>
          </label>
          <label className="field">
            <span>{t('data')}</span>
            <textarea
              rows={14}
              value={text}
              spellCheck={false}
              aria-invalid={isInvalid}
              onChange={({ target }) => setText(target.value)}
            />
          </label>
          <p className="problem" role="alert">
            {isInvalid
              ? t('data_invalid')
              : error instanceof ApiError
                ? [error.message, ...Object.values(error.errors ?? {}).flat()].join(' ')
                : error
                  ? t('not_sent')
                  : null}
          </p>
          <div>
            <Button kind="primary" isDisabled={publication.isPending} onPress={publish}>
              {t('publish')}
            </Button>
          </div>
          <div role="status">
            {accepted && (
              <p className="hint">
                {t('published', { count: accepted.deliveries })}{' '}
                {subscribed.map(({ id, name }) => (
                  <Link
                    key={id}
                    to="/agents/$agentId/webhooks/$webhookId/deliveries"
                    params={{ agentId, webhookId: id }}
                    search={{ id: accepted.event_id }}
                  >
                    {t('see_in', { name })}
                  </Link>
                ))}
              </p>
            )}
          </div>
        </div>
        <section aria-labelledby="fields">
          <h2 id="fields">{t('data_fields')}</h2>
          <dl className="fields">
            {fields.map(({ name, type, description, isRequired }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code> <code className="muted">{type}</code>{' '}
                  {isRequired && <span className="muted">{t('required')}</span>}
                </dt>
                <dd>{description}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  );
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
