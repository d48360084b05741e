import { ApiError, type CustomHeader, type EventName, type FieldErrors, type Webhook } from '@reentrega/client';
import { type FormEvent, useId, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';
import './form.css';

/** What can be set of a webhook. */
export type WebhookSettings = Pick<
  Webhook,
  'name' | 'webhook_url' | 'events' | 'http_method' | 'custom_headers' | 'timeout' | 'max_retries'
> & { webhook_secret?: string };

interface Properties {
  initial: Partial<WebhookSettings>;
  /** The events that there are, with what they are for. */
  available: Record<string, string>;
  /** Whether a secret of one's own can be given. */
  withSecret?: boolean;
  submitText: string;
  /** The answer to the last try, if it was an error. */
  error: unknown;
  isPending: boolean;
  onSubmit: (settings: WebhookSettings) => void;
}

const METHODS = ['POST', 'PUT', 'PATCH'] as const;

/** The settings of a webhook. What is wrong with them is for the service to say; it stands at the fields. */
export function WebhookForm({ initial, available, withSecret, submitText, error, isPending, onSubmit }: Properties) {
  const { t } = useI18n();
  const [headers, setHeaders] = useState(() =>
    (initial.custom_headers ?? []).map((header) => ({
      ...header,
      key: crypto.getRandomValues(new Uint32Array(2)).join(),
    })),
  );
  const problems = error instanceof ApiError ? (error.errors ?? {}) : {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const secret = text('webhook_secret');
    onSubmit({
      name: text('name'),
      webhook_url: text('webhook_url'),
      events: form.getAll('events') as EventName[],
      http_method: METHODS.find((method) => method === text('http_method')) ?? 'POST',
      custom_headers: headers.map(({ name, value }): CustomHeader => ({ name, value })),
      timeout: Number(text('timeout')),
      max_retries: Number(text('max_retries')),
      ...(secret !== '' && { webhook_secret: secret }),
    });
  }

  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={t('name')} name="name" defaultValue={initial.name} problems={problems} />
      <Field
        label={t('url')}
        name="webhook_url"
        type="url"
        defaultValue={initial.webhook_url}
        placeholder="https://crm.example.com/webhooks"
        problems={problems}
      />
      <div className="field-row">
        <label className="field">
          <span>{t('method')}</span>
          <select name="http_method" defaultValue={initial.http_method ?? 'POST'}>
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        </label>
        <Field
          label={t('timeout_seconds')}
          name="timeout"
          type="number"
          defaultValue={initial.timeout ?? 30}
          problems={problems}
        />
        <Field
          label={t('max_retries')}
          name="max_retries"
          type="number"
          defaultValue={initial.max_retries ?? 3}
          problems={problems}
        />
      </div>
      <fieldset className="events">
        <legend>{t('events')}</legend>
        <Problems of="events" problems={problems} />
        <div className="event-ticks">
          {Object.entries(available).map(([event, description]) => (
            <label key={event} className="tick">
              <input
                type="checkbox"
                name="events"
                value={event}
                defaultChecked={initial.events?.some((one) => one === event)}
              />
              <span>
                <code>{event}</code>
                <span className="muted">{description}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="headers">
        <legend>{t('custom_headers')}</legend>
        <Problems of="custom_headers" problems={problems} />
        {headers.map(({ key, name, value }, index) => {
          const change = (changed: Partial<CustomHeader>) =>
            setHeaders(headers.map((one) => (one.key === key ? { ...one, ...changed } : one)));
          return (
            <div key={key} className="header-row">
              <input
                aria-label={t('header_name', { number: index + 1 })}
                value={name}
                onChange={({ target }) => change({ name: target.value })}
                spellCheck={false}
              />
              <input
                aria-label={t('header_value', { number: index + 1 })}
                value={value}
                onChange={({ target }) => change({ value: target.value })}
                spellCheck={false}
              />
              <Button
                kind="plain"
                aria-label={t('remove_header', { number: index + 1 })}
                onPress={() => setHeaders(headers.filter((one) => one.key !== key))}
              >
                <Icon name="cross" />
              </Button>
            </div>
          );
        })}
        <Button
          kind="small"
          onPress={() =>
            setHeaders([...headers, { name: '', value: '', key: crypto.getRandomValues(new Uint32Array(2)).join() }])
          }
        >
          <Icon name="plus" />
          {t('add_header')}
        </Button>
      </fieldset>
      {withSecret && (
        <Field
          label={t('own_secret')}
          name="webhook_secret"
          hint={t('own_secret_hint')}
          placeholder="whsec_…"
          problems={problems}
        />
      )}
      <p className="problem" role="alert">
        {error instanceof ApiError ? error.message : error ? t('not_sent') : null}
      </p>
      <div>
        <Button type="submit" kind="primary" isDisabled={isPending}>
          {submitText}
        </Button>
      </div>
    </form>
  );
}

interface FieldProperties {
  label: string;
  name: string;
  type?: string;
  defaultValue?: string | number | undefined;
  placeholder?: string;
  hint?: string;
  problems: FieldErrors;
}

function Field({ label, name, type = 'text', defaultValue, placeholder, hint, problems }: FieldProperties) {
  const id = useId();
  const isWrong = problems[name] !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={defaultValue}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={`${id}-more`}
      />
      <div id={`${id}-more`}>
        {hint && <span className="muted">{hint}</span>}
        <Problems of={name} problems={problems} />
      </div>
    </div>
  );
}

/** What is wrong with a field, and with the parts of it. */
function Problems({ of, problems }: { of: string; problems: FieldErrors }) {
  const found = Object.entries(problems).filter(([name]) => name === of || name.startsWith(`${of}.`));
  return found.map(([name, texts]) => (
    <p key={name} className="problem">
      {name === of ? '' : `${name.slice(of.length + 1)}: `}
      {texts.join(' ')}
    </p>
  ));
}
