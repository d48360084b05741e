import type { Say } from './language/translate.ts';

/** How an operation stands in the contract; `generated/operations.ts` has one of these for each. */
export interface OperationInContract {
  method: string;
  path: string;
  secured: boolean;
  requestBody: boolean;
}

type JsonOf<Holder> = Holder extends { content: { 'application/json': infer Body } } ? Body : never;
type Present<T> = Exclude<T, undefined>;
type Part<Operation, Name extends string> = Operation extends { parameters: { [N in Name]?: infer Value } }
  ? Present<Value>
  : Record<never, never>;

type LowercaseKeys<Headers> = { [Name in keyof Headers as Lowercase<Name & string>]: Headers[Name] };

/** What a handler gets: the request's parts, checked against the contract. */
export interface Input<Operation> {
  params: Part<Operation, 'path'>;
  query: Part<Operation, 'query'>;
  /** By their names in lower case, as Node.js gives them. */
  headers: LowercaseKeys<Part<Operation, 'header'>>;
  body: Operation extends { requestBody: infer Body }
    ? JsonOf<Body>
    : Operation extends { requestBody?: infer Body }
      ? JsonOf<Present<Body>> | undefined
      : undefined;
}

type AnswerOfType<Status, Type, Body> = Type extends 'application/json'
  ? { status: Status; body: Body }
  : { status: Status; type: Type; body: Body };
type AnswerWith<Status, Response> = Response extends { content: infer ByType }
  ? { [Type in keyof ByType]: AnswerOfType<Status, Type, ByType[Type]> }[keyof ByType]
  : { status: Status; body?: undefined };

/** What a handler gives: one of the operation's documented responses. */
export type Answer<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses]: AnswerWith<Status, Responses[Status]> }[keyof Responses]
  : never;

/** What a handler knows beside its input. */
export interface Context<Language extends string = string> {
  language: Language;
  requestId: string;
  /** When the request came in. */
  receivedAt: Date;
  /** Says a sentence in the language asked for. */
  say: Say;
}

/** What only secured operations know: whose token it is. */
export interface SecuredContext<Language extends string = string> extends Context<Language> {
  environmentId: string;
}

export type Handler<Operation, Known> = (
  input: Input<Operation>,
  context: Known,
) => Promise<Answer<Operation>> | Answer<Operation>;

/**
 * A handler for each operation of a contract: one that is missing, or that answers what is not documented, does not compile.
 * @typeParam Operations `operations` of generated/types.ts
 * @typeParam Table      `typeof operations` of generated/operations.ts
 */
export type Handlers<
  Operations,
  Table extends Record<keyof Operations, OperationInContract>,
  Language extends string = string,
> = {
  [Id in keyof Operations]: Handler<
    Operations[Id],
    Table[Id]['secured'] extends true ? SecuredContext<Language> : Context<Language>
  >;
};
