import { expect, test } from 'vitest';
import { addressGuard, parseSubnets } from './address-guard.ts';
import { createResolver } from './names.ts';
import { ownAddresses } from './own-addresses.ts';

const urlOf = (host: string) => new URL(`http://${host}/hook`);

/** What webhooks may not reach, and why, as it may stand in a URL. */
const FORBIDDEN: [string, string][] = [
  ['0.0.0.0', 'this host (RFC 1122)'],
  ['0.1.2.3', 'this network'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.127.255.255', 'carrier-grade NAT'],
  ['127.0.0.1', 'loopback'],
  ['127.1.2.3', 'loopback'],
  ['127.1', 'loopback, short'],
  ['2130706433', 'loopback, decimal'],
  ['0x7f000001', 'loopback, hexadecimal'],
  ['0x7f.0.0.0x1', 'loopback, hexadecimal by parts'],
  ['017700000001', 'loopback, octal'],
  ['0177.0.0.01', 'loopback, octal by parts'],
  ['127.0.0.1.', 'loopback, with a dot at the end'],
  ['１２７.０.０.１', 'loopback, in wide digits'],
  ['127。0。0。1', 'loopback, with ideographic dots'],
  ['%31%32%37.0.0.1', 'loopback, percent-encoded'],
  ['169.254.169.254', 'link-local: metadata of a cloud'],
  ['168.63.129.16', 'metadata of Azure'],
  ['[::ffff:168.63.129.16]', 'metadata of Azure, IPv4-mapped'],
  ['100.100.100.200', 'metadata of Alibaba Cloud'],
  ['192.0.0.192', 'metadata of Oracle Cloud'],
  ['[fd00:ec2::254]', 'metadata of AWS'],
  ['[fd20:ce::254]', 'metadata of Google Cloud'],
  ['161.26.0.10', 'services inside IBM Cloud'],
  ['166.11.255.255', 'services inside IBM Cloud'],
  ['[3ffe::1]', 'the 6bone'],
  ['[2606:4700::5efe:10.0.0.1]', 'ISATAP'],
  ['[2606:4700::200:5efe:8.8.8.8]', 'ISATAP, even of a public address'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.1', 'IETF protocol assignments'],
  ['192.0.2.1', 'documentation'],
  ['192.168.0.1', 'private'],
  ['198.18.0.1', 'benchmarking'],
  ['198.19.255.255', 'benchmarking'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['[::]', 'unspecified'],
  ['[::1]', 'loopback'],
  ['[0:0:0:0:0:0:0:1]', 'loopback, written out'],
  ['[::127.0.0.1]', 'IPv4-compatible'],
  ['[::ffff:127.0.0.1]', 'IPv4-mapped loopback'],
  ['[::ffff:7f00:1]', 'IPv4-mapped loopback, in hexadecimal'],
  ['[::ffff:10.0.0.1]', 'IPv4-mapped private'],
  ['[::ffff:169.254.169.254]', 'IPv4-mapped link-local'],
  ['[::ffff:0:127.0.0.1]', 'IPv4-translated (SIIT)'],
  ['[64:ff9b::127.0.0.1]', 'NAT64'],
  ['[64:ff9b::8.8.8.8]', 'NAT64, even of a public address'],
  ['[64:ff9b:1::1]', 'NAT64 of local use'],
  ['[100::1]', 'discard'],
  ['[2001::1]', 'Teredo'],
  ['[2001:2::1]', 'benchmarking'],
  ['[2001:db8::1]', 'documentation'],
  ['[3fff::1]', 'documentation (RFC 9637)'],
  ['[2002:7f00:1::]', '6to4 of loopback'],
  ['[2002:808:808::]', '6to4, even of a public address'],
  ['[5f00::1]', 'segment routing'],
  ['[fc00::1]', 'unique local'],
  ['[fdff::1]', 'unique local'],
  ['[fe80::1]', 'link-local'],
  ['[fec0::1]', 'site-local'],
  ['[ff02::1]', 'multicast'],
  ['localhost', 'loopback by its name'],
  ['LOCALHOST', 'loopback by its name'],
  ['api.localhost', 'loopback by its name (RFC 6761)'],
];

const ALLOWED = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '[2606:4700:4700::1111]',
  '[2a00:1450:4001:80b::200e]',
  '[::ffff:8.8.8.8]',
  '168.63.129.15',
  '161.25.255.255',
  '166.12.0.0',
  '[2606:4700::100:5efe:a00:1]',
  'example.com', // a name is judged when it is connected to
];

const guard = addressGuard([], ownAddresses(undefined), createResolver([]));

for (const [host, why] of FORBIDDEN) {
  test(`webhooks may not reach ${host} (${why})`, () => expect(guard.refusal(urlOf(host))).toBe('other'));
}

for (const host of ALLOWED) {
  test(`webhooks may reach ${host}`, () => expect(guard.refusal(urlOf(host))).toBe(null));
}

test('behind a NAT64 that is allowed, an address is what it is without it', () => {
  const opened = addressGuard(parseSubnets('64:ff9b::/96,10.1.0.0/16'), ownAddresses(undefined), createResolver([]));
  for (const host of ['[64:ff9b::8.8.8.8]', '[64:ff9b::10.1.0.1]'])
    expect(opened.refusal(urlOf(host)), host).toBe(null);
  for (const host of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '168.63.129.16', '192.88.99.1']) {
    expect(opened.refusal(urlOf(`[64:ff9b::${host}]`)), host).toBe('other');
  }
});

test('allowed subnets open exactly their range, however an address in it is written', () => {
  const opened = addressGuard(
    parseSubnets('10.1.0.0/16, 127.0.0.1/32,fd00:1::/32'),
    ownAddresses(undefined),
    createResolver([]),
  );
  for (const host of ['10.1.0.0', '10.1.255.255', '[::ffff:10.1.2.3]', '127.0.0.1', '2130706433', '[fd00:1::5]']) {
    expect(opened.refusal(urlOf(host)), host).toBe(null);
  }
  for (const host of [
    '10.0.255.255',
    '10.2.0.0',
    '[::ffff:10.2.0.1]',
    '127.0.0.2',
    '[fd00:2::5]',
    '[::1]',
    '[fe80::1]',
  ]) {
    expect(opened.refusal(urlOf(host)), host).toBe('other');
  }
  expect(opened.refusal(urlOf('8.8.8.8'))).toBe(null);
  expect(opened.refusal(urlOf('localhost'))).toBe(null);
});

test('what is not a subnet is refused by its name', () => {
  for (const wrong of ['10.0.0.0', '10.0.0.0/33', '::1/129', 'localhost/8', 'all']) {
    expect(() => parseSubnets(`127.0.0.0/8,${wrong}`)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${wrong} is not a subnet`)) }),
    );
  }
});
