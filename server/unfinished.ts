import type { ApiHandlers } from './api/api.ts';
import { unavailable } from './api/api-error.ts';

type Unfinished =
  | 'getAgentStats'
  | 'getWebhookStats'
  | 'streamLogs'
  | 'createPortalLink'
  | 'revokePortalLinks'
  | 'createPortalSession';

/** Operations of the contract whose handlers are in work: 503 until they are there. */
export function unfinishedHandlers(): Pick<ApiHandlers, Unfinished> {
  const refuse = () => {
    throw unavailable();
  };
  return {
    getAgentStats: refuse,
    getWebhookStats: refuse,
    streamLogs: refuse,
    createPortalLink: refuse,
    revokePortalLinks: refuse,
    createPortalSession: refuse,
  };
}
