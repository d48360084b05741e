/** What must compile, and what must not. Never run: types.test.ts hands it to the compiler, and so does `tsc`. */
import type { ApiHandlers, ApiOperations } from '../../server/api/api.ts';
import { ApiError } from '../../server/api/api-error.ts';
import { message } from '../../server/api/messages.ts';
import { timestamp } from '../../server/timestamp.ts';
import type { Answer } from '../../toolkit/express/handlers.ts';

declare const handlers: ApiHandlers;
const { retryLog, ...allButOne } = handlers;

export const complete: ApiHandlers = { ...allButOne, retryLog };
// @ts-expect-error A handler is missing.
export const incomplete: ApiHandlers = allButOne;

export const documented: ApiHandlers['retryLog'] = ({ params }) => ({
  status: 200,
  body: {
    success: true,
    message: '',
    data: { log_id: '', original_log_id: params.log_id, queued_at: timestamp(new Date()) },
  },
});
// @ts-expect-error A field of the answer is missing.
export const incompleteAnswer: ApiHandlers['retryLog'] = ({ params }) => ({
  status: 200,
  body: { success: true, message: '', data: { log_id: '', original_log_id: params.log_id } },
});
// @ts-expect-error A field of the answer has a value that the contract does not have.
export const wrongAnswer: ApiHandlers['getLiveness'] = () => ({
  status: 200,
  body: { success: true, data: { status: 'fine' } },
});
const ok = { success: true, data: { status: 'ok' } } as const;
export const documentedStatus: ApiHandlers['getLiveness'] = () => ({ status: 200, body: ok });
// @ts-expect-error The operation does not answer so.
export const undocumentedStatus: ApiHandlers['getLiveness'] = () => ({ status: 202, body: ok });
// @ts-expect-error The operation answers in another type.
export const wrongType: ApiHandlers['getMetrics'] = () => ({ status: 200, type: 'text/html', body: '' });

export const unknownInput: ApiHandlers['getAgent'] = (input, context) => {
  // @ts-expect-error The path does not have this parameter.
  input.params.webhook_id;
  // @ts-expect-error The operation does not have this one.
  input.query.page;
  return handlers.getAgent(input, context);
};
// @ts-expect-error Nobody is asked for a token here, so there is no environment.
export const unsecured: ApiHandlers['getLiveness'] = (input, { environmentId, ...context }) =>
  handlers.getLiveness(input, environmentId ? context : context);

// @ts-expect-error No such message.
message('nonsense');
// @ts-expect-error The message has a placeholder.
message('payload_too_large');
// @ts-expect-error The placeholder is a number.
message('payload_too_large', { limit: 'much' });
// @ts-expect-error No such code.
new ApiError('NONSENSE', { message: message('internal_error') });

type NoContent = Answer<{ responses: { 204: { headers: Record<string, unknown>; content?: never } } }>;
export const nothing: NoContent = { status: 204 };
// @ts-expect-error 204 has no body.
export const something: NoContent = { status: 204, body: {} };

/** Operations without any answer: those whose type is lost on the way from the contract. */
type Unanswered = {
  [Id in keyof ApiOperations]: [Answer<ApiOperations[Id]>] extends [never] ? Id : never;
}[keyof ApiOperations];
export const everyOperationAnswers: [Unanswered] extends [never] ? true : Unanswered = true;
