import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers } from '../api/api.ts';
import { unauthenticated } from '../api/api-error.ts';
import { timestamp } from '../timestamp.ts';
import type { PortalTokens } from './tokens.ts';

const DEFAULT_SECONDS = 3_600;
/** Where the console opens a session. The token is in the fragment, which is sent to no server. */
const PAGE = '/console/portal#token=';

interface Dependencies {
  agents: Agents;
  portal: PortalTokens;
  /** Where this service is reached, without a slash at the end. */
  baseUrl(): string;
}

export function portalHandlers({
  agents,
  portal,
  baseUrl,
}: Dependencies): Pick<ApiHandlers, 'createPortalLink' | 'revokePortalLinks' | 'createPortalSession'> {
  return {
    async createPortalLink({ params, body }, { environmentId, translate }) {
      const { rights = 'read', expires_in = DEFAULT_SECONDS } = body;
      const agent = await agents.get(environmentId, params.agent_id);
      const { token, expiresAt } = portal.createLink(agent, rights, expires_in);
      const data = { url: baseUrl() + PAGE + token, token, rights, expires_at: timestamp(expiresAt) };
      return { status: 201, body: { success: true, message: translate('portal_link_created'), data } };
    },

    async revokePortalLinks({ params }, { environmentId, translate }) {
      await portal.revoke(await agents.get(environmentId, params.agent_id));
      return { status: 200, body: { success: true, message: translate('portal_links_revoked') } };
    },

    async createPortalSession(_input, { portal: link }) {
      const token = link && (await portal.openSession(link));
      if (!token) throw unauthenticated('unauthenticated_link');
      const { agentId: agent_id, rights, expiresAt } = link;
      return {
        status: 201,
        body: { success: true, data: { token, agent_id, rights, expires_at: timestamp(expiresAt) } },
      };
    },
  };
}
