import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** Where this process itself is reached: webhooks may not point there, whatever networks they may reach. */
export interface OwnAddresses {
  /** From now on, this process listens there. @param url an IP address and a port, as `listen` gives it */
  listensAt(url: string): void;
  /** True if the URL itself names this service: its public address, or one where it listens, localhost by its name included. */
  includesUrl(url: URL): boolean;
  /** True if a connection to this address and port would be one to this process. */
  includes(address: string, port: number): boolean;
}

/** @param publicUrl where people reach the service, if it is known: all of its host and port counts, whatever the path */
export function ownAddresses(publicUrl: string | undefined): OwnAddresses {
  const published = publicUrl === undefined ? null : new URL(publicUrl);
  const listening: { host: string; port: number }[] = [];
  const includes = (address: string, port: number) =>
    listening.some((one) => one.port === port && leadsTo(one.host, plain(address)));

  return {
    listensAt(url) {
      const parsed = new URL(url);
      listening.push({ host: plain(hostOf(parsed)), port: portOf(parsed) });
    },
    includesUrl(url) {
      const [host, port] = [hostOf(url), portOf(url)];
      if (published && hostOf(published) === host && portOf(published) === port) return true;
      if (isIP(host)) return includes(host, port);
      const isLocal = host === 'localhost' || host.endsWith('.localhost');
      return isLocal && (includes('127.0.0.1', port) || includes('::1', port));
    },
    includes,
  };
}

export function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Without a zone, and an IPv4 address inside an IPv6 one as the IPv4 address that it is. */
function plain(address: string): string {
  return ipaddr.process(address.replace(/%.*$/, '')).toString();
}

/** Whether a connection to the address reaches who listens at the host, which is an address too. Both are plain. */
function leadsTo(host: string, address: string): boolean {
  // Linux connects to the unspecified address as to loopback.
  const loopback = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address];
  if (host === address || host === loopback) return true;
  const everywhere = host === '::' || (host === '0.0.0.0' && isIP(address) === 4);
  return everywhere && (loopback !== undefined || isOfThisMachine(address));
}

function isOfThisMachine(address: string): boolean {
  if (ipaddr.parse(address).range() === 'loopback') return true;
  return Object.values(networkInterfaces()).some((all = []) => all.some((one) => plain(one.address) === address));
}
