import { expect, test } from 'vitest';
import { authentication } from './authentication.ts';

const request = (token: string, ip: string) => ({ ip, get: () => `Bearer ${token}` });

test('invalid tokens beyond the limit cost no look-up, valid ones from the same address get theirs', async () => {
  let lookUps = 0;
  const authenticate = authentication({
    tokens: {
      isLookedUp: () => true,
      isListed: async (token) => token === 'talq_valid',
      async environmentOf(token) {
        lookUps++;
        return token === 'talq_valid' ? 'environment' : null;
      },
    },
    portal: { callerOf: async () => null },
    perMinute: 0,
    invalidPerMinute: 5,
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1_000 }, (_, index) => authenticate(request(`talq_${index}`, '192.0.2.1'))),
  );
  const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'none'));
  expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(5);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(995);
  expect(lookUps).toBe(5);
  expect(await authenticate(request('talq_valid', '192.0.2.1'))).toStrictEqual({ environmentId: 'environment' });
  await expect(authenticate(request('talq_other', '192.0.2.2'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
