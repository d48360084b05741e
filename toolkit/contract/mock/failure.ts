import type { MessageKey } from '../../../generated/messages.ts';
import type { ParametersOf, Say } from '../../express/language/translate.ts';

/** A sentence that is said once the language is known. */
export type Sentence = (say: Say) => string;

export function sentence<Key extends MessageKey>(key: Key, ...parameters: ParametersOf<Key>): Sentence {
  return (say) => say(key, ...parameters);
}

interface Details {
  message: Sentence;
  /** By field path (`custom_headers.0.name`). */
  errors?: Record<string, Sentence[]>;
  headers?: Record<string, string>;
}

/** A request that the mock itself refuses, in the shape that the server's refusals have. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Details;

  constructor(status: number, code: string, details: Details) {
    super(code);
    this.name = 'Failure';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The body of the answer. */
  body(say: Say, request_id: string) {
    const { message, errors } = this.details;
    const said = Object.entries(errors ?? {}).map(([field, why]) => [field, why.map((one) => one(say))]);
    return {
      success: false as const,
      message: message(say),
      code: this.code,
      ...(errors && { errors: Object.fromEntries(said) }),
      request_id,
    };
  }
}

/** 422 for fields, or for headers that the mock itself reads. */
export function invalid(errors: Record<string, Sentence[]>): Failure {
  return new Failure(422, 'VALIDATION_FAILED', { message: sentence('validation_failed'), errors });
}
