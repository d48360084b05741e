import type { Config } from '../config.ts';
import type { Logger } from '../observability/logger.ts';
import { type DevelopmentToken, developmentToken } from './development-token.ts';
import type { Tokens } from './tokens.ts';

const ENVIRONMENT = 'default';
const SAFE_LENGTH = 20;

/** Makes sure that somebody can call the service: with BOOTSTRAP_TOKEN, or else, but not in production, with a token to try it. */
export async function firstToken(tokens: Tokens, config: Config, logger: Logger): Promise<DevelopmentToken | null> {
  const { BOOTSTRAP_TOKEN, DATA_DIR, NODE_ENV } = config;
  if (BOOTSTRAP_TOKEN === undefined) {
    return NODE_ENV === 'production' ? null : developmentToken(tokens, ENVIRONMENT, DATA_DIR);
  }
  if (BOOTSTRAP_TOKEN.length < SAFE_LENGTH) logger.warn('BOOTSTRAP_TOKEN is short enough to be guessed');
  if (!(await tokens.ensure(BOOTSTRAP_TOKEN, ENVIRONMENT)))
    logger.warn('BOOTSTRAP_TOKEN was revoked, or replaced by another one: it does not work; set a new one');
  return null;
}
