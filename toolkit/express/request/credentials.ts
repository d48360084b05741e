import type { Request } from 'express';
import type { Operation } from '../contract.ts';
import { FrontError } from '../errors.ts';
import { message } from '../messages.ts';
import { targetOf } from './context.ts';
import { parseCookies } from './cookies.ts';

type Node = Record<string, unknown>;
type Accepted<Caller> = Caller | null | Promise<Caller | null>;

/** What a credential is asked to open. */
export interface Asked {
  operationId: string;
  /** What the operation needs of the scheme: the scopes of OAuth 2, or roles. */
  scopes: string[];
  req: Request;
}

/** How the credentials of one scheme of a contract are checked: made by `basic`, `bearer`, `apiKey` or `credential`. */
export interface Credential<Caller extends object> {
  /** The kind of scheme that it is for; null for any. */
  kind: 'basic' | 'bearer' | 'apiKey' | null;
  /** Gives the caller; null if the credentials are not accepted, undefined if there are none. */
  check(scheme: Node, asked: Asked): Accepted<Caller> | undefined;
}

/** HTTP Basic (RFC 7617). @param verify gives whose they are, or null */
export function basic<Caller extends object>(
  verify: (username: string, password: string, asked: Asked) => Accepted<Caller>,
): Credential<Caller> {
  return {
    kind: 'basic',
    check(_scheme, asked) {
      const given = authorization(asked.req, 'basic');
      if (given === undefined || given === null) return given;
      const text = Buffer.from(given, 'base64').toString('utf8');
      const at = text.indexOf(':');
      return at < 0 ? null : verify(text.slice(0, at), text.slice(at + 1), asked);
    },
  };
}

/** A bearer token (RFC 6750): of the scheme `http` `bearer`, `oauth2` or `openIdConnect`. @param verify gives whose it is, or null */
export function bearer<Caller extends object>(
  verify: (token: string, asked: Asked) => Accepted<Caller>,
): Credential<Caller> {
  return {
    kind: 'bearer',
    check(_scheme, asked) {
      const token = authorization(asked.req, 'bearer');
      return token === undefined || token === null ? token : verify(token, asked);
    },
  };
}

/** A key in a header, a query parameter or a cookie, as the contract has it. @param verify gives whose it is, or null */
export function apiKey<Caller extends object>(
  verify: (key: string, asked: Asked) => Accepted<Caller>,
): Credential<Caller> {
  return {
    kind: 'apiKey',
    check(scheme, asked) {
      const key = keyOf(scheme, asked.req);
      return key === undefined ? undefined : verify(key, asked);
    },
  };
}

/** Any other: a certificate, a signature. @param verify gives whose request it is, null for a wrong one, undefined for one without credentials */
export function credential<Caller extends object>(
  verify: (req: Request, asked: Asked) => Accepted<Caller> | undefined,
): Credential<Caller> {
  return { kind: null, check: (_scheme, asked) => verify(asked.req, asked) };
}

/** Gives whose request it is. @throws FrontError 401 */
export type Authenticate = (operation: Operation, req: Request) => Promise<object>;

/**
 * Checks requests by the security requirements of their operations: one of several (OR), each of them all of its schemes (AND).
 * @throws Error for a contract that asks for what there is no credential for, a sentence each
 */
export function authenticator(
  document: object,
  operations: Operation[],
  credentials: Record<string, Credential<object>>,
  resolve: (node: unknown) => Node,
): Authenticate {
  const schemes = resolve(resolve(Reflect.get(document, 'components'))['securitySchemes']);
  const known = new Map(Object.entries(schemes).map(([name, scheme]) => [name, resolve(scheme)]));
  const asked = new Map(operations.map((one) => [one.id, requirementsOf(one, document)]));
  const faults = new Set(
    [...asked.values()]
      .flat()
      .flatMap((schemeNames) => Object.keys(schemeNames))
      .flatMap((name) => faultOf(name, known.get(name), credentials[name])),
  );
  if (faults.size > 0) throw new Error([...faults].join('\n'));

  async function callerOf(requirement: Record<string, string[]>, operation: Operation, req: Request) {
    const callers: object[] = [];
    for (const [name, scopes] of Object.entries(requirement)) {
      const caller = await credentials[name]?.check(known.get(name) ?? {}, { operationId: operation.id, scopes, req });
      if (!caller) return caller;
      callers.push(caller);
    }
    return Object.assign({}, ...callers);
  }

  return async (operation, req) => {
    const requirements = asked.get(operation.id) ?? [];
    let isGiven = false;
    for (const requirement of requirements) {
      const caller = await callerOf(requirement, operation, req);
      if (caller) return caller;
      isGiven ||= caller === null;
    }
    const headers = { 'WWW-Authenticate': challenges(requirements, known, document) };
    const key = isGiven ? 'unauthenticated_invalid' : 'unauthenticated_missing';
    throw new FrontError('unauthenticated', { message: message(key), headers });
  };
}

function requirementsOf({ node }: Operation, document: object): Record<string, string[]>[] {
  const security: unknown = node['security'] ?? Reflect.get(document, 'security');
  return Array.isArray(security) ? security : [];
}

function faultOf(name: string, scheme: Node | undefined, credential: Credential<object> | undefined): string[] {
  const place = `#/components/securitySchemes/${name}`;
  if (credential?.kind === null) return [];
  if (!scheme) return [`${place} is asked for, and is not there.`];
  const kind = kindOf(scheme);
  if (!credential)
    return [
      `${place} is asked for: credentials.${name} has to say how its credentials are checked${kind ? `, by ${kind}()` : ''}.`,
    ];
  if (credential.kind === kind) return [];
  return [`${place} is not for ${credential.kind}(): credentials.${name} has to be made by ${kind ?? 'credential'}().`];
}

function kindOf({ type, scheme }: Node): Credential<object>['kind'] {
  if (type === 'apiKey') return 'apiKey';
  if (type === 'oauth2' || type === 'openIdConnect') return 'bearer';
  const name = String(scheme).toLowerCase();
  return type === 'http' && (name === 'basic' || name === 'bearer') ? name : null;
}

/** RFC 9110, 11.6.1. */
function challenges(requirements: Record<string, string[]>[], known: Map<string, Node>, document: object): string {
  const info: unknown = Reflect.get(document, 'info');
  const title = typeof info === 'object' && info !== null && 'title' in info ? String(info.title) : 'API';
  const realm = title.replaceAll(/[^ -~]|["\\]/g, '');
  const all = requirements
    .flatMap((requirement) => Object.keys(requirement))
    .map((name) => {
      const scheme = known.get(name) ?? {};
      const kind = kindOf(scheme);
      if (kind === 'basic') return `Basic realm="${realm}", charset="UTF-8"`;
      if (kind === 'bearer') return 'Bearer';
      return kind === 'apiKey'
        ? `ApiKey realm="${realm}", name="${scheme['name']}", in="${scheme['in']}"`
        : String(scheme['scheme'] ?? scheme['type']);
    });
  return [...new Set(all)].join(', ');
}

/** What the header has for the scheme; null if it has something else, undefined without one. */
function authorization(req: Request, scheme: string): string | null | undefined {
  const header = req.get('authorization');
  if (!header) return undefined;
  const [, given = '', rest = ''] = /^(\S+) +(.*?) *$/s.exec(header) ?? [];
  return given.toLowerCase() === scheme && rest !== '' ? rest : null;
}

function keyOf(scheme: Node, req: Request): string | undefined {
  const name = String(scheme['name']);
  if (scheme['in'] === 'header') return req.get(name) || undefined;
  if (scheme['in'] === 'cookie') return parseCookies(req.headers.cookie)[name] || undefined;
  return new URLSearchParams(targetOf(req).search).get(name) || undefined;
}
