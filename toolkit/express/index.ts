/** A contract in several languages, bound to Express. All that belongs to one API comes in as arguments. */
export { withoutBase } from './base-path.ts';
export { type Contract, operationsOf } from './contract.ts';
export { type CorsOptions, cors } from './cors.ts';
export {
  type ErrorDetails,
  type ErrorKind,
  type ErrorPreset,
  FrontError,
  HttpError,
  methodNotAllowed,
  routeNotFound,
  validationFailed,
} from './errors.ts';
export type { EventStream } from './event-stream.ts';
export { createFront, type Front, type FrontOptions, preparedApp } from './front.ts';
export type { Answer, Handlers, Input, OperationInContract } from './handlers.ts';
export { bodyIsShared } from './in-turn.ts';
export { languagePicker, type PickLanguage } from './language/picker.ts';
export {
  createTranslator,
  type Message,
  type MessageMaker,
  messageMaker,
  type ParametersOf,
  type Translate,
  type Translator,
} from './language/translate.ts';
export { type AnswerMalformed, type Listening, listen } from './listen.ts';
export type { FrontMessages } from './messages.ts';
export { type ProblemOptions, problemDetails } from './problem-details.ts';
export { locals, type RequestContext, targetOf } from './request/context.ts';
export { type Asked, apiKey, basic, bearer, type Credential, credential } from './request/credentials.ts';
export { jsonText, memberText, stringify } from './request/json.ts';
export { type ServeOptions, serve } from './serve.ts';
export { sharedBody } from './shared-body.ts';
export { standardErrors } from './standard-errors.ts';
export { standardMessages } from './standard-messages.ts';
export { usableContract } from './usable-contract.ts';
export { usableDocument } from './usable-document.ts';
