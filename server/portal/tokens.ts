import type { PortalCaller, Schemas } from '../api/api.ts';
import type { Clock } from '../database/clock.ts';
import type { AgentDocument, Collections } from '../database/collections.ts';
import { isDuplicateKey } from '../database/errors.ts';
import { newId } from '../database/ids.ts';
import type { Sealer } from '../delivery/attempt/secrets.ts';

export type PortalRights = Schemas['PortalRights'];
type Kind = PortalCaller['kind'];

/** What a token says. Short names: it stands in a URL. */
interface Claims {
  id: string;
  agent: string;
  /** The agent's `portal_key` when the link was made. */
  key: string;
  rights: PortalRights;
  /** ms since 1970 */
  until: number;
}

export interface PortalTokens {
  /** A token for one session. @param seconds until it ends */
  createLink(agent: AgentDocument, rights: PortalRights, seconds: number): { token: string; expiresAt: Date };
  /** Takes a link in, and gives the token of its session; null for one that was used before. */
  openSession(link: PortalCaller): Promise<string | null>;
  /** Ends all links and sessions of the agent. */
  revoke(agent: AgentDocument): Promise<void>;
  /** Whose token it is, and the environment of its agent; null for one that is not valid (any more). */
  callerOf(token: string): Promise<{ environmentId: string; portal: PortalCaller } | null>;
}

const PREFIX = 'portal_';
const TOKEN = /^portal_(link|session)_([\w.-]+)$/;
/** Of agents whose links were never revoked. */
const FIRST_KEY = 'first';

/** Whether it looks like a token of the portal. Tokens of environments look otherwise. */
export function isPortalToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/**
 * Tokens are sealed with the ENCRYPTION_KEY (AES-256-GCM, which checks its tag in constant time), each kind for itself. So one that
 * somebody made up costs no look-up, a link is no session, and nothing is stored but which links were used.
 */
export function createPortalTokens(
  { agents, usedPortalLinks }: Pick<Collections, 'agents' | 'usedPortalLinks'>,
  { sealer, clock }: { sealer: Sealer; clock: Clock },
): PortalTokens {
  function seal(kind: Kind, claims: Claims): string {
    return `${PREFIX}${kind}_${base64url(sealer.seal(JSON.stringify(claims), ownerOf(kind)))}`;
  }

  function open(token: string): { kind: Kind; claims: Claims } | null {
    const [, kind, sealed] = TOKEN.exec(token) ?? [];
    if ((kind !== 'link' && kind !== 'session') || sealed === undefined) return null;
    try {
      return { kind, claims: JSON.parse(sealer.open(sealed, ownerOf(kind))) };
    } catch {
      return null;
    }
  }

  return {
    createLink({ _id: agent, portal_key: key = FIRST_KEY }, rights, seconds) {
      const expiresAt = clock.fromNow(seconds * 1000);
      const claims = { id: newId(clock.now()), agent, key, rights, until: expiresAt.getTime() };
      return { token: seal('link', claims), expiresAt };
    },

    // Failure policy: it is noted first that the link was used. A crash before the answer leaves a link that opens nothing, and
    // somebody who has to ask for another one; the other way round, a link could be used twice.
    async openSession({ id, agentId, rights, expiresAt }) {
      const agent = await agents.findOne({ _id: agentId });
      if (!agent) return null;
      try {
        await usedPortalLinks.insertOne({ _id: id, expires_at: expiresAt });
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
      const key = agent.portal_key ?? FIRST_KEY;
      return seal('session', { id, agent: agentId, key, rights, until: expiresAt.getTime() });
    },

    async revoke({ _id }) {
      await agents.updateOne({ _id }, { $set: { portal_key: newId(clock.now()) } });
    },

    async callerOf(token) {
      const opened = open(token);
      if (!opened || opened.claims.until <= clock.now().getTime()) return null;
      const { kind, claims } = opened;
      // Read each time: what was revoked ends at once, in all processes.
      const agent = await agents.findOne({ _id: claims.agent });
      if (!agent || (agent.portal_key ?? FIRST_KEY) !== claims.key) return null;
      const { id, rights, until } = claims;
      const portal = { kind, id, agentId: agent._id, rights, expiresAt: new Date(until) };
      return { environmentId: agent.environment_id, portal };
    },
  };
}

function ownerOf(kind: Kind): string {
  return `portal ${kind}`;
}

/** In a form that stands in a URL as it is. */
function base64url(sealed: string): string {
  return sealed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
