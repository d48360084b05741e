/** MongoDB's own error codes, those that the engine answers with (mongo: src/mongo/base/error_codes.yml). */
export const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  CommandNotSupported: 115,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
  UnknownGroupOperator: 15952,
  UnrecognizedPipelineStage: 40324,
  UnknownField: 40415,
} as const;

export type CodeName = keyof typeof CODES;

/** What a command, or one statement of it, is refused with: MongoDB's code and name for it, and a sentence. */
export class CommandError extends Error {
  readonly codeName: CodeName;

  constructor(codeName: CodeName, message: string) {
    super(message);
    this.name = 'CommandError';
    this.codeName = codeName;
  }

  get code(): number {
    return CODES[this.codeName];
  }
}

/** Refuses what MongoDB can do and this engine cannot. @param what a noun phrase: "the query operator $regex" */
export function notSupported(what: string, codeName: CodeName = 'CommandNotSupported'): CommandError {
  return new CommandError(
    codeName,
    `The embedded engine does not support ${what}. Set MONGODB_URI to use a MongoDB server.`,
  );
}
