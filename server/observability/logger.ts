import { destination, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/** Structured logs, one JSON object a line on stdout. What could be a secret is not in them: see also the serializers of http/app.ts. */
export function createLogger(level: string): Logger {
  // Lines that come while others are being written go out together. What is left when the process ends is written then.
  const stdout = destination({ dest: process.stdout.fd, sync: false });
  process.once('exit', () => stdout.flushSync());
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: withoutDocuments },
    redact: {
      paths: ['*.authorization', '*.token', '*.secret', '*.webhook_secret', '*.password'],
      censor: '[redacted]',
    },
  };
  return pino(options, stdout);
}

/** What went wrong and where. Not the error's other fields: those of a database hold the documents that it was about. */
export function withoutDocuments(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const cause = error.cause === undefined ? undefined : withoutDocuments(error.cause);
  return { type: name, message, ...('code' in error && { code: error.code }), stack, ...(cause && { cause }) };
}
