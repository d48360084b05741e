import { type FormEvent, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useTitle } from '../shell/title.ts';
import { Button } from '../widgets/button.tsx';
import { signIn, useEnd } from './session.ts';

/** Signing in with a token of the environment. The screen that was asked for follows. */
export function SignIn() {
  const { t } = useI18n();
  useTitle(t('sign_in'));
  const end = useEnd();
  const [isTried, setIsTried] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const token = String(form.get('token')).trim();
    if (token === '') return setIsTried(true);
    signIn({ token, rights: 'manage' }, form.get('remember') === 'on');
  }
  const ends = { refused: t('token_refused'), over: t('portal_over'), link: t('portal_refused') };
  const problem = isTried ? t('token_missing') : end && ends[end];
  return (
    <main className="sign-in" id="main">
      <form onSubmit={submit} noValidate>
        <h1>{t('sign_in')}</h1>
        <p className="muted">{t('sign_in_intro')}</p>
        <label className="field">
          <span>{t('token')}</span>
          <input
            name="token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="talq_…"
            aria-invalid={problem !== undefined}
            aria-describedby="token-problem"
          />
        </label>
        <p id="token-problem" className="problem" role="alert">
          {problem}
        </p>
        <label className="tick">
          <input type="checkbox" name="remember" />
          <span>{t('remember_token')}</span>
        </label>
        <Button type="submit" kind="primary">
          {t('sign_in')}
        </Button>
      </form>
    </main>
  );
}
