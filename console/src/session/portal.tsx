import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { entered } from './portal-link.ts';

/** Where portal links lead: on to the agent that the link is for. */
export function Portal() {
  const { t } = useI18n();
  const navigate = useNavigate();
  useEffect(() => {
    entered.then((agentId) =>
      agentId === undefined
        ? navigate({ to: '/', replace: true })
        : navigate({ to: '/agents/$agentId', params: { agentId }, replace: true }),
    );
  }, [navigate]);
  return (
    <main className="page narrow" id="main">
      <h1>{t('portal_opening')}</h1>
    </main>
  );
}
