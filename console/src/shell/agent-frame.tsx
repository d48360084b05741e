import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useRight, useSession } from '../session/session.ts';
import { StateDot } from '../webhook/state-dot.tsx';
import { useAgent, useWebhooks } from '../webhook/webhooks.ts';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';

/** An agent's screens, with its webhooks beside them. On a phone the menu opens above them. */
export function AgentFrame() {
  const { t } = useI18n();
  const { pathname } = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const last = useRef(pathname);

  // Whoever goes on by keyboard, or hears the page read, begins where the new screen does.
  useEffect(() => {
    setIsOpen(false);
    if (last.current !== pathname) main.current?.focus({ preventScroll: true });
    last.current = pathname;
  }, [pathname]);

  return (
    <div className="frame">
      <nav className="side" aria-label={t('menu')}>
        <div className="menu-bar">
          <Button kind="plain" aria-expanded={isOpen} aria-controls="menu" onPress={() => setIsOpen(!isOpen)}>
            <Icon name="menu" />
            {t('menu')}
          </Button>
          <AgentName />
        </div>
        <div id="menu" className="sidebar" data-open={isOpen || undefined}>
          <Menu />
        </div>
      </nav>
      <main id="main" className="page" ref={main} tabIndex={-1}>
        <Suspense fallback={<p className="loading">{t('loading')}</p>}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function AgentName() {
  const { agentId } = useParams({ from: '/agents/$agentId' });
  return <span className="agent-name">{useAgent(agentId).data?.data.name}</span>;
}

function Menu() {
  const { t } = useI18n();
  const { agentId } = useParams({ from: '/agents/$agentId' });
  const session = useSession();
  const mayManage = useRight('manage');
  const { data } = useWebhooks(agentId);
  return (
    <>
      <div className="menu-agent">
        <AgentName />
        {session?.agentId === undefined && (
          <Link to="/" className="quiet">
            {t('all_agents')}
          </Link>
        )}
      </div>
      <ul>
        <li>
          <Link to="/agents/$agentId" params={{ agentId }} activeOptions={{ exact: true, includeSearch: false }}>
            <Icon name="overview" />
            {t('overview')}
          </Link>
        </li>
        {session?.agentId === undefined && (
          <li>
            <Link to="/agents/$agentId/publish" params={{ agentId }}>
              <Icon name="publish" />
              {t('publish_event')}
            </Link>
          </li>
        )}
      </ul>
      <h2>{t('webhooks')}</h2>
      <ul>
        {data?.data.webhooks.map((webhook) => (
          <li key={webhook.id}>
            <Link
              to="/agents/$agentId/webhooks/$webhookId/deliveries"
              params={{ agentId, webhookId: webhook.id }}
              activeOptions={{ includeSearch: false }}
            >
              <StateDot webhook={webhook} />
              <span className="ellipsis">{webhook.name}</span>
            </Link>
          </li>
        ))}
        {mayManage && (
          <li>
            <Link to="/agents/$agentId/webhooks/new" params={{ agentId }}>
              <Icon name="plus" />
              {t('new_webhook')}
            </Link>
          </li>
        )}
      </ul>
    </>
  );
}
