import type { MessageParameters } from '../../generated/messages.ts';
import type { Language, operations as operationTable } from '../../generated/operations.ts';
import type { components, operations } from '../../generated/types.ts';
import type { Handlers } from '../../toolkit/express/index.ts';

/** The schemas of the contract, by name. */
export type Schemas = components['schemas'];

/** The operations that we serve: `operations` of the types also has those that receivers serve. */
export type ApiOperations = Pick<operations, keyof typeof operationTable>;

/** Whose token it is. */
export interface Caller {
  environmentId: string;
}

/** A handler for every operation of the contract. */
export type ApiHandlers = Handlers<ApiOperations, typeof operationTable, Language, MessageParameters, Caller>;

/** Times in answers: ISO 8601, UTC, whole seconds, as in `2024-01-15T11:30:00Z`. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function timestampOrNull(date: Date | null | undefined): string | null {
  return date ? timestamp(date) : null;
}
