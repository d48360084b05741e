import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { readLogFilter } from './deliveries/filter.ts';
import { readPreferences } from './preferences.ts';
import { Portal } from './session/portal.tsx';
import { AgentFrame } from './shell/agent-frame.tsx';
import { Console } from './shell/console.tsx';
import { Failure } from './shell/failure.tsx';
import { NotFound } from './shell/not-found.tsx';
import { readStatsPeriod } from './stats/period.ts';

/** Every place of the console has a URL of its own, filters included. A screen is loaded when it is gone to. */
const root = createRootRoute({
  component: Console,
  notFoundComponent: NotFound,
  validateSearch: readPreferences,
  search: { middlewares: [retainSearchParams(['lang', 'theme', 'embed'])] },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./agents/agents.tsx'), 'Agents'),
});

const portal = createRoute({ getParentRoute: () => root, path: 'portal', component: Portal });

const agent = createRoute({ getParentRoute: () => root, path: 'agents/$agentId', component: AgentFrame });

const overview = createRoute({
  getParentRoute: () => agent,
  path: '/',
  validateSearch: readStatsPeriod,
  component: lazyRouteComponent(() => import('./overview/overview.tsx'), 'Overview'),
});

const publish = createRoute({
  getParentRoute: () => agent,
  path: 'publish',
  validateSearch: ({ event }: Record<string, unknown>) => (typeof event === 'string' ? { event } : {}),
  component: lazyRouteComponent(() => import('./publish/publish.tsx'), 'Publish'),
});

const newWebhook = createRoute({
  getParentRoute: () => agent,
  path: 'webhooks/new',
  component: lazyRouteComponent(() => import('./webhook/new-webhook.tsx'), 'NewWebhook'),
});

const webhook = createRoute({
  getParentRoute: () => agent,
  path: 'webhooks/$webhookId',
  component: lazyRouteComponent(() => import('./webhook/webhook-frame.tsx'), 'WebhookFrame'),
});

const settings = createRoute({
  getParentRoute: () => webhook,
  path: '/',
  validateSearch: readStatsPeriod,
  component: lazyRouteComponent(() => import('./webhook/webhook-screen.tsx'), 'WebhookScreen'),
});

const deliveries = createRoute({
  getParentRoute: () => webhook,
  path: 'deliveries',
  validateSearch: readLogFilter,
  component: lazyRouteComponent(() => import('./deliveries/deliveries.tsx'), 'Deliveries'),
});

const attempt = createRoute({
  getParentRoute: () => webhook,
  path: 'deliveries/$logId',
  component: lazyRouteComponent(() => import('./attempt/attempt.tsx'), 'Attempt'),
});

const bulkRetry = createRoute({
  getParentRoute: () => webhook,
  path: 'retry',
  validateSearch: (search: Record<string, unknown>) => ({
    ...readLogFilter(search),
    ...(typeof search['task'] === 'string' && { task: search['task'] }),
  }),
  component: lazyRouteComponent(() => import('./retry/bulk-retry.tsx'), 'BulkRetry'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    portal,
    agent.addChildren([overview, publish, newWebhook, webhook.addChildren([settings, deliveries, attempt, bulkRetry])]),
  ]),
  basepath: '/console',
  defaultErrorComponent: Failure,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
