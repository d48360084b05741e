import type { Log } from '@reentrega/client';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import { Code } from '../widgets/code.tsx';
import { CopyButton } from '../widgets/copy-button.tsx';
import { Disclosure } from '../widgets/disclosure.tsx';
import { prettyJson } from './pretty-json.ts';
import { snippet } from './snippet.ts';

/** What was sent and what came back. */
export function Exchange({ log, method }: { log: Log; method: string }) {
  const { t } = useI18n();
  const payload = JSON.stringify(log.request_payload, null, 2);
  return (
    <div className="exchange">
      <section aria-labelledby="response">
        <h3 id="response">
          {t('response')}
          {log.http_status !== null && (
            <code className="http-status" data-status={log.status}>
              HTTP {log.http_status}
            </code>
          )}
        </h3>
        {log.response_body === null ? <p className="muted">{t('no_response')}</p> : <Body text={log.response_body} />}
        {log.response_headers && <Headers label={t('response_headers')} headers={log.response_headers} />}
      </section>
      <section aria-labelledby="request">
        <h3 id="request">{t('request')}</h3>
        <p className="request-line">
          <code>{method}</code> <code className="url">{log.request_url ?? t('not_sent_yet')}</code>
        </p>
        <div className="code-head">
          <span>{t('payload')}</span>
          <CopyButton label={t('copy')} text={payload} />
        </div>
        <Code text={payload} label={t('payload')} />
        {log.request_headers && <Headers label={t('request_headers')} headers={log.request_headers} />}
      </section>
      <Disclosure title={t('verify_title')}>
        <p>{t('verify_explained')}</p>
        <div className="code-head">
          <span>TypeScript</span>
          <CopyButton label={t('copy')} text={snippet} />
        </div>
        <Code text={snippet} label="TypeScript" />
      </Disclosure>
    </div>
  );
}

/** A body from somebody else. JSON can be read with line breaks or as it came. */
function Body({ text }: { text: string }) {
  const { t, number } = useI18n();
  const pretty = prettyJson(text);
  const [isRaw, setIsRaw] = useState(false);
  if (text === '') return <p className="muted">{t('empty_body')}</p>;
  return (
    <>
      <div className="code-head">
        <span>
          {t('body')} · {t('characters', { count: text.length, number: number(text.length) })}
        </span>
        {pretty !== undefined && (
          <Button kind="small" aria-pressed={isRaw} onPress={() => setIsRaw(!isRaw)}>
            {t('as_it_came')}
          </Button>
        )}
        <CopyButton label={t('copy')} text={text} />
      </div>
      <Code text={isRaw ? text : (pretty ?? text)} label={t('body')} />
    </>
  );
}

function Headers({ label, headers }: { label: string; headers: Record<string, string> }) {
  const { t } = useI18n();
  const entries = Object.entries(headers);
  return (
    <Disclosure title={`${label} (${entries.length})`}>
      <Code
        label={label}
        text={entries.map(([name, value]) => `${name}: ${value === '[redacted]' ? t('redacted') : value}`).join('\n')}
      />
    </Disclosure>
  );
}
