import { type OperationInContract, operationsOf } from '../../toolkit/express/index.ts';
import type { Caller } from '../api/api.ts';
import { ApiError, unauthenticated } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import type { PortalRights } from '../portal/tokens.ts';

/** What the contract calls the credentials of a caller. */
const SCHEMES = { environment: 'EnvironmentToken', link: 'PortalLink', session: 'PortalSession' } as const;
/** Each right includes those before it. */
const RIGHTS: readonly PortalRights[] = ['read', 'retry', 'manage'];

/** Refuses a caller whom the contract does not let use the operation. @throws UNAUTHENTICATED, FORBIDDEN, AGENT_NOT_FOUND */
export type AssertAllowed = (
  caller: Caller,
  asked: { operationId?: string | undefined; params?: Record<string, string> | undefined },
) => void;

/**
 * Who may use which operation is read from its `security` in the contract, and from nowhere else. What does not name the portal there is
 * refused to it, and so is every agent but its own: an operation without an agent in its path, too.
 */
export function createAccess(document: object, operations: Record<string, OperationInContract>): AssertAllowed {
  const common: unknown = 'security' in document ? document.security : undefined;
  const accepted = new Map(
    operationsOf({ document, operations }).map(({ id, node }) => [id, rolesByScheme(node['security'] ?? common)]),
  );
  return ({ portal }, { operationId = '', params = {} }) => {
    const schemes = accepted.get(operationId) ?? new Map<string, string[]>();
    const roles = schemes.get(SCHEMES[portal?.kind ?? 'environment']);
    if (portal?.kind !== 'session') {
      if (roles === undefined)
        throw unauthenticated(schemes.has(SCHEMES.link) ? 'unauthenticated_link' : 'unauthenticated_invalid');
      return;
    }
    if (schemes.has(SCHEMES.link)) throw unauthenticated('unauthenticated_link');
    const given = RIGHTS.slice(0, RIGHTS.indexOf(portal.rights) + 1);
    const isGiven = roles !== undefined && roles.length > 0 && roles.every((role) => given.some((one) => one === role));
    if (!isGiven) throw new ApiError('FORBIDDEN', { message: message('forbidden') });
    if (params['agent_id']?.toLowerCase() !== portal.agentId)
      throw new ApiError('AGENT_NOT_FOUND', { message: message('agent_not_found') });
  };
}

/** The alternatives of an operation that are one scheme, with the roles that each needs. */
function rolesByScheme(security: unknown): Map<string, string[]> {
  const alternatives = Array.isArray(security) ? security : [];
  return new Map(
    alternatives.flatMap((alternative): [string, string[]][] => {
      const [first, ...others] = Object.entries(alternative ?? {});
      return first && others.length === 0 ? [[first[0], [first[1]].flat().map(String)]] : [];
    }),
  );
}
