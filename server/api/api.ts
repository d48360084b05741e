import type { MessageParameters } from '../../generated/messages.ts';
import type { Language, operations as operationTable } from '../../generated/operations.ts';
import type { components, operations } from '../../generated/types.ts';
import type { Handlers } from '../../toolkit/express/index.ts';

/** The schemas of the contract, by name. */
export type Schemas = components['schemas'];

/** The operations that we serve: `operations` of the types also has those that receivers serve. */
export type ApiOperations = Pick<operations, keyof typeof operationTable>;

/** Whose link or session of the portal it is: for one agent of the environment. */
export interface PortalCaller {
  kind: 'link' | 'session';
  id: string;
  agentId: string;
  rights: Schemas['PortalRights'];
  expiresAt: Date;
}

/** Whose token it is. */
export interface Caller {
  environmentId: string;
  /** Present if it is not the environment's own token, but one of the portal. */
  portal?: PortalCaller;
}

/** A handler for every operation of the contract. */
export type ApiHandlers = Handlers<ApiOperations, typeof operationTable, Language, MessageParameters, Caller>;
