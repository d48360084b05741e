import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Resolve } from './names.ts';
import { type OwnAddresses, portOf } from './own-addresses.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Subnet = [Address, number];

/** IPv6 hands out global unicast addresses from here alone (IANA); all else is special, whatever it is called. */
const GLOBAL_UNICAST_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What is no receiver's, though no registry says so. */
const FORBIDDEN: Subnet[] = [
  '168.63.129.16/32', // of each machine at Azure: metadata and credentials of extensions
  '161.26.0.0/16', // services inside the networks of IBM Cloud
  '166.8.0.0/14', // the same
  '3ffe::/16', // the 6bone, given back (RFC 3701)
].map((subnet) => ipaddr.parseCIDR(subnet));

/** IPv4 addresses as a NAT64 has them (RFC 6052, 2.1). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** Why an address may not be reached: it is one of this service itself, or not one of those that webhooks may reach. */
export type ForbiddenReason = 'own' | 'other';

/** The connection was not made, because it would have gone to an address that webhooks may not reach. */
export class AddressForbidden extends Error {
  readonly host: string;
  readonly reason: ForbiddenReason;
  constructor(host: string, reason: ForbiddenReason) {
    super(`webhooks may not reach the address of ${host}`);
    this.name = 'AddressForbidden';
    this.host = host;
    this.reason = reason;
  }
}

export interface AddressGuard {
  /** Why the URL itself names an address that may not be reached: a literal one, localhost by its name, or ours; or null. */
  refusal(url: URL): ForbiddenReason | null;
  /**
   * A `dns.lookup` for the connection being made to this URL: it yields allowed addresses only, so there is nothing to change
   * between check and use.
   */
  lookupFor(url: URL, environmentId: string): LookupFunction;
}

/**
 * Guards against requests into our own network (SSRF): public addresses pass, and what `allowed` adds to them.
 * @param own of this service, which never pass
 */
export function addressGuard(allowed: Subnet[], own: OwnAddresses, resolve: Resolve): AddressGuard {
  const permits = (address: string) => isPermitted(address, allowed);

  return {
    refusal(url) {
      if (own.includesUrl(url)) return 'own';
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host)) return permits(host) ? null : 'other';
      const local = host === 'localhost' || host.endsWith('.localhost');
      return !local || permits('127.0.0.1') || permits('::1') ? null : 'other';
    },
    lookupFor(url, environmentId) {
      const port = portOf(url);
      return (hostname, options, callback) => {
        resolve(hostname, environmentId).then(
          (addresses) => {
            const wanted = addresses.filter(({ family }) => !options.family || options.family === family);
            const permitted = wanted.filter(({ address }) => permits(address));
            const reachable = permitted.filter(({ address }) => !own.includes(address, port));
            const [first] = reachable;
            if (!first) callback(new AddressForbidden(hostname, permitted.length > 0 ? 'own' : 'other'), '', 4);
            else if (options.all) callback(null, reachable);
            else callback(null, first.address, first.family);
          },
          (error) => callback(error, '', 4),
        );
      };
    },
  };
}

function isPermitted(text: string, allowed: Subnet[]): boolean {
  // An IPv4 address inside an IPv6 one (`::ffff:127.0.0.1`) is judged as the IPv4 address it is.
  const address = ipaddr.process(text.replace(/%.*$/, ''));
  if (isIn(allowed, address)) return !(address instanceof ipaddr.IPv6) || isPermittedBehindNat64(address, allowed);
  // `unicast` is what ipaddr.js calls an address in none of its ranges: private, loopback, link-local, carrier-grade,
  // multicast, documentation, benchmarking, translated (NAT64, 6to4, Teredo), unspecified, broadcast, reserved.
  if (address.range() !== 'unicast' || isIn(FORBIDDEN, address)) return false;
  return address instanceof ipaddr.IPv4 || (address.match(GLOBAL_UNICAST_IPV6) && !isIsatap(address));
}

/** Whoever allows a NAT64 allows what is behind it, and not the private networks that are behind it too. */
function isPermittedBehindNat64(address: ipaddr.IPv6, allowed: Subnet[]): boolean {
  return (
    !address.match(NAT64) || isPermitted(ipaddr.fromByteArray(address.toByteArray().slice(12)).toString(), allowed)
  );
}

/** An IPv4 address in the interface identifier (RFC 5214, 6.1): `…:0:5efe:10.0.0.1`, `…:200:5efe:10.0.0.1`. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);
}

function isIn(subnets: Subnet[], address: Address): boolean {
  return subnets.some(([subnet, bits]) => subnet.kind() === address.kind() && address.match(subnet, bits));
}

/** Reads `127.0.0.0/8,::1/128`. Throws on a part that is not a subnet, naming it. */
export function parseSubnets(text: string): Subnet[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter(Boolean).map((part) => {
    if (!ipaddr.isValidCIDR(part)) throw new Error(`${part} is not a subnet such as 10.0.0.0/8 or ::1/128`);
    return ipaddr.parseCIDR(part);
  });
}
