import { startMock } from '../../mock/start.ts';
import type { Mock, MockOptions } from '../../toolkit/contract/mock/start.ts';

const DEFAULTS: MockOptions = {
  host: '127.0.0.1',
  port: 0,
  contract: null,
  stateful: false,
  dynamic: false,
  seed: 1,
  delay: { least: 0, most: 0 },
  failureRate: 0,
  mongodbUri: process.env['MONGODB_URI'],
};

/** A mock on a free port. Its own mistakes fail the test that made them. */
export function startTestMock(options: Partial<MockOptions> = {}): Promise<Mock> {
  return startMock({ ...DEFAULTS, ...options }, (error) => {
    throw error;
  });
}
