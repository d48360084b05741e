import { apiKey, basic, bearer, type Credential, credential } from '../../express/index.ts';
import { type JsonObject, objectAt } from '../document/json.ts';
import { resolved } from '../document/reference.ts';
import type { Operation } from './operations.ts';

/** Looks like a token; any that does is accepted. */
const TOKEN = /^[\w\-.~+/=]{1,500}$/;

/** How a caller shows who it is: options for curl, and what goes into the query. */
export interface CredentialSample {
  curl: string[];
  query: string;
}

/** Any credentials are accepted that are of the scheme: a token, a name with a password, a key where it belongs. */
export function anyCredentials(document: JsonObject, operations: Operation[]): Record<string, Credential<object>> {
  const names = new Set(
    operations.flatMap(({ security }) => security.flatMap((requirement) => Object.keys(requirement))),
  );
  return Object.fromEntries([...names].map((name) => [name, anyOf(schemeOf(document, name))]));
}

/** Schemes that operations ask for and the contract does not have, a sentence each. */
export function unknownSchemes(document: JsonObject, operations: Operation[]): string[] {
  const names = Object.keys(anyCredentials(document, operations));
  const unknown = names.filter((name) => Object.keys(schemeOf(document, name)).length === 0);
  return unknown.map(
    (name) => `#/components/securitySchemes/${name} is asked for, and is not there: no credentials are checked for it.`,
  );
}

/** Credentials that are accepted for an operation. */
export function credentialSample(document: JsonObject, { security }: Operation, token: string): CredentialSample {
  const sample: CredentialSample = { curl: [], query: '' };
  for (const name of Object.keys(security[0] ?? {})) {
    const { type, scheme, in: place, name: key } = schemeOf(document, name);
    if (type === 'apiKey' && place === 'header') sample.curl.push(`-H '${key}: ${token}'`);
    else if (type === 'apiKey' && place === 'cookie') sample.curl.push(`-b '${key}=${token}'`);
    else if (type === 'apiKey') sample.query += `${sample.query === '' ? '?' : '&'}${key}=${token}`;
    else if (String(scheme).toLowerCase() === 'basic') sample.curl.push("-u 'user:password'");
    else sample.curl.push(`-H 'Authorization: Bearer ${token}'`);
  }
  return sample;
}

/** Whether bearer tokens are all that the operations ask for. */
export function isTokenOnly(document: JsonObject, operations: Operation[]): boolean {
  return Object.values(anyCredentials(document, operations)).every(({ kind }) => kind === 'bearer');
}

function anyOf({ type, scheme }: JsonObject): Credential<object> {
  if (type === 'apiKey') return apiKey(() => ({}));
  const name = String(scheme).toLowerCase();
  if (type === 'http' && name === 'basic') return basic(() => ({}));
  if (type === 'oauth2' || type === 'openIdConnect' || name === 'bearer')
    return bearer((token) => (TOKEN.test(token) ? {} : null));
  // A certificate, a signature: the mock cannot tell them.
  return credential(() => ({}));
}

function schemeOf(document: JsonObject, name: string): JsonObject {
  return resolved(document, objectAt(objectAt(document, 'components'), 'securitySchemes')[name]);
}
