import { createClient, unwrap } from '@reentrega/client';
import { signIn, signOut } from './session.ts';

/**
 * Exchanges the token that a portal link has in its fragment. The fragment is taken out of the address and of the history first,
 * whatever comes of it. Gives the agent that the link is for; undefined without a link, or with one that does not work.
 */
async function enter(): Promise<string | undefined> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  try {
    const client = createClient({ baseUrl: location.origin, token });
    const { data } = await unwrap(client.POST('/api/v1/portal/session'));
    signIn({ token: data.token, agentId: data.agent_id, rights: data.rights }, false);
    return data.agent_id;
  } catch {
    signOut('link');
    return undefined;
  }
}

/** A link works once, so it is exchanged once, before anything is drawn. */
export const entered: Promise<string | undefined> = enter();
