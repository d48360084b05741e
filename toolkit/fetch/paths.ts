/** What openapi-fetch calls a successful status. */
type Successful<Status> = Status extends number | string ? (`${Status}` extends `2${string}` ? Status : never) : never;

/** The answers that are a success: those of a status 2xx or of the range; if a contract names none, `default` stands for it. */
type Successes<Responses> = [Successful<keyof Responses>] extends [never]
  ? { [Status in keyof Responses as Status extends 'default' ? '2XX' : never]: Responses[Status] }
  : { [Status in keyof Responses as Successful<Status>]: Responses[Status] };

type WithError<Operation, Failure> = Operation extends { responses: infer Responses }
  ? Omit<Operation, 'responses'> & {
      responses: Successes<Responses> & { default: { content: { 'application/json': Failure } } };
    }
  : Operation;

/** The paths of a contract, where every answer that is not a success is a `Failure`: what the client makes of it. */
export type PathsWithError<Paths, Failure> = {
  [Path in keyof Paths]: { [Method in keyof Paths[Path]]: WithError<Paths[Path][Method], Failure> };
};

/** The operations that declare a header, as `POST /path`. */
export type OperationWithHeader<Paths, Name extends string> = {
  [Path in keyof Paths & string]: {
    [Method in keyof Paths[Path] & string]: Paths[Path][Method] extends { parameters: { header?: infer Declared } }
      ? [Declared] extends [undefined]
        ? never
        : Name extends keyof NonNullable<Declared>
          ? `${Uppercase<Method>} ${Path}`
          : never
      : never;
  }[keyof Paths[Path] & string];
}[keyof Paths & string];
