import { expect, test } from 'vitest';
import { createResolver, parseHosts, parseResolverFile } from './names.ts';

test('a hosts file gives all addresses of a name, IPv4 first, in any letter case', () => {
  const hosts = parseHosts('# comment\n::1 box Box.lan\n127.0.0.1\tBOX # local\nnot-an-address box\n\n10.0.0.7 other');
  expect(hosts.get('box')).toStrictEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  expect(hosts.get('box.lan')).toStrictEqual([{ address: '::1', family: 6 }]);
  expect(hosts.get('other')).toStrictEqual([{ address: '10.0.0.7', family: 4 }]);
});

test('the last search line counts, and ndots is read', () => {
  const text = 'nameserver 192.0.2.1\ndomain old.example\nsearch a.example. b.example # x\noptions edns0 ndots:5';
  expect(parseResolverFile(text)).toStrictEqual({ search: ['a.example', 'b.example'], ndots: 5 });
  expect(parseResolverFile('')).toStrictEqual({ search: [], ndots: 1 });
});

test('localhost and names below it are this machine, without a question', async () => {
  const resolve = createResolver(['192.0.2.1']);
  for (const name of ['localhost', 'api.localhost', 'LOCALHOST.'])
    expect((await resolve(name, 'e')).map(({ address }) => address)).toContain('127.0.0.1');
});
