import { isObject, type JsonObject, objectAt } from '../../document/json.ts';
import type { ContractOperation } from '../../document/operations.ts';
import { resolved } from '../../document/reference.ts';

/** What a request shows who it is from by. */
export type Credential = {
  in: 'header' | 'query' | 'cookie';
  name: string;
  /** What stands before it: `Bearer `. */
  prefix: string;
  /** A word that says what belongs there. */
  value: string;
  as: 'text' | 'basic';
  description: string;
};

/** Those of the first way that the contract gives to be let in: none for an operation that asks for none. */
export function credentialsOf(
  document: JsonObject,
  { secured, security }: Pick<ContractOperation, 'secured' | 'security'>,
): Credential[] {
  if (!secured) return [];
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  const [first] = Array.isArray(security) ? security : [];
  const names = isObject(first) ? Object.keys(first) : [];
  return names.map((name) => credentialOf(resolved(document, schemes[name])));
}

function credentialOf(scheme: JsonObject): Credential {
  const description = String(scheme['description'] ?? '');
  const header = { in: 'header', name: 'Authorization', as: 'text', description } as const;
  const kind = scheme['type'] === 'http' ? String(scheme['scheme']).toLowerCase() : String(scheme['type']);
  if (kind === 'apiKey') {
    const place = scheme['in'];
    return {
      ...header,
      in: place === 'query' || place === 'cookie' ? place : 'header',
      name: String(scheme['name']),
      prefix: '',
      value: 'YOUR_API_KEY',
    };
  }
  if (kind === 'basic') return { ...header, prefix: 'Basic ', value: 'user:password', as: 'basic' };
  return { ...header, prefix: 'Bearer ', value: shownToken(description) };
}

/** What the contract itself shows as a bearer token (`Bearer …` in the scheme's description), or a word that says what belongs there. */
function shownToken(description: string): string {
  return /`Bearer ([\w.-]+)`/.exec(description)?.[1] ?? 'YOUR_TOKEN';
}
