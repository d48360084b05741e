import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/** Structured logs, one JSON object a line on stdout. What could be a secret is not in them: see also the serializers of http/app.ts. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['*.authorization', '*.token', '*.secret', '*.webhook_secret', '*.password'],
      censor: '[redacted]',
    },
  });
}
