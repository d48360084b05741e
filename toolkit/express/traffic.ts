import { appendFileSync } from 'node:fs';
import type { Request, Response } from 'express';

/** Larger bodies are no errors, and have no sentences that are worth a look. */
const LOOKED_AT = 64 * 1024;

/**
 * What `contract coverage` reads: where the environment names a file in `CONTRACT_TRAFFIC`, each answer is a line of JSON in it.
 * @param file for tests: nobody wants it in production
 */
export function trafficRecorder(file: string | undefined): ((req: Request, res: Response) => void) | undefined {
  if (!file) return undefined;
  return (req, res) => {
    const { method, originalUrl } = req;
    let message: string | undefined;
    const { end } = res;
    res.end = (...given: unknown[]) => {
      message = messageIn(given[0]);
      return Reflect.apply(end, res, given);
    };
    res.once('finish', () => {
      const language = res.get('Content-Language');
      const line = { method, path: originalUrl.split('?')[0], status: res.statusCode, language, message };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    });
  };
}

function messageIn(body: unknown): string | undefined {
  const text = typeof body === 'string' ? body : Buffer.isBuffer(body) ? body.toString('utf8', 0, LOOKED_AT) : '';
  try {
    const parsed: unknown = JSON.parse(text);
    const isMessage = typeof parsed === 'object' && parsed !== null && 'message' in parsed;
    return isMessage && typeof parsed.message === 'string' ? parsed.message : undefined;
  } catch {
    return undefined;
  }
}
