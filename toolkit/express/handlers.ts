import type { EventStream } from './event-stream.ts';
import type { RequestContext } from './request/context.ts';

/** How an operation stands in the contract; the generator writes one of these for each. */
export interface OperationInContract {
  method: string;
  path: string;
  /** The path as the document has it, if `path` is another one (with a base path in front). */
  template?: string;
  secured: boolean;
  requestBody: boolean;
}

type Present<T> = Exclude<T, undefined>;
type Part<Operation, Name extends string> = Operation extends { parameters: { [N in Name]?: infer Value } }
  ? Present<Value>
  : Record<never, never>;

type LowercaseKeys<Headers> = { [Name in keyof Headers as Lowercase<Name & string>]: Headers[Name] };

/** Bodies that are no form are given as bytes where the contract has binary data. */
type Given<Type, Body> = Type extends `multipart/${string}` ? Body : [Body] extends [Blob] ? Buffer : Body;
type BodyOf<Content> = { [Type in keyof Content]: { body: Given<Type, Content[Type]>; bodyType: Type } }[keyof Content];
interface NoBody {
  body: undefined;
  bodyType: undefined;
}

/** The body of a request, and which of the operation's media types it has. */
type BodyPart<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? BodyOf<Content>
  : Operation extends { requestBody?: infer Body }
    ? Present<Body> extends { content: infer Content }
      ? BodyOf<Content> | NoBody
      : NoBody
    : NoBody;

/** What a handler gets: the request's parts, checked against the contract. */
export type Input<Operation> = {
  params: Part<Operation, 'path'>;
  query: Part<Operation, 'query'>;
  /** By their names in lower case, as Node.js gives them. */
  headers: LowercaseKeys<Part<Operation, 'header'>>;
  cookies: Part<Operation, 'cookie'>;
  /** The JSON of the body as it was sent, for what is passed on as it is; undefined without one. */
  bodyText: string | undefined;
} & BodyPart<Operation>;

/** `default` and `4XX` are any status (of that range). */
type StatusOf<Key> = Key extends number ? Key : number;
type AnswerOfType<Status, Type, Body> = Type extends `application/json${string}`
  ? { status: Status; type?: Type; body: Body }
  : Type extends 'text/event-stream'
    ? { status: Status; type: Type; body: EventStream }
    : {
        status: Status;
        type: Type extends `${string}*` ? string : Type;
        body: [Body] extends [Blob] ? Body | Uint8Array : Body;
      };
type AnswerWith<Status, Response> = Response extends { content: infer ByType }
  ? { [Type in keyof ByType]: AnswerOfType<Status, Type, ByType[Type]> }[keyof ByType]
  : { status: Status; body?: undefined };

/** What a handler gives: one of the operation's documented responses. */
export type Answer<Operation> = Operation extends { responses: infer Responses }
  ? { [Key in keyof Responses]: AnswerWith<StatusOf<Key>, Responses[Key]> }[keyof Responses]
  : never;

export type Handler<Operation, Known> = (
  input: Input<Operation>,
  context: Known,
) => Promise<Answer<Operation>> | Answer<Operation>;

/**
 * A handler for each operation of a contract: one that is missing, or that answers what is not documented, does not compile.
 * Beside its input it is given what is known of the request, and, where credentials are asked for, of the caller.
 * @typeParam Operations the `operations` of the generated types
 * @typeParam Table      the type of the generated table
 * @typeParam Messages   the parameters of the messages
 * @typeParam Caller     what the credentials tell: given to secured operations only
 */
export type Handlers<
  Operations,
  Table extends Record<keyof Operations, OperationInContract>,
  Language extends string = string,
  Messages = object,
  Caller extends object = object,
> = {
  [Id in keyof Operations]: Handler<
    Operations[Id],
    Table[Id]['secured'] extends true ? RequestContext<Language, Messages> & Caller : RequestContext<Language, Messages>
  >;
};
