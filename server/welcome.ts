import type { DevelopmentToken } from './environments/development-token.ts';

/** What somebody who has just started the service wants to know. */
export interface Welcome {
  /** Where it answers; null for a worker without a PORT. */
  url: string | null;
  /** Where the data are. */
  place: string;
  token: DevelopmentToken | null;
}

/** A few lines for people: where the service answers, where its data are, and one call to try. */
export function welcomeText({ url, place, token }: Welcome): string {
  const lines = [
    ...(url ? [`Reentrega answers at  ${url}`] : []),
    `Its data are in       ${place}`,
    ...(token ? [`A token to try it     ${token.token}  (kept in ${token.path})`] : []),
    ...(url && token ? ['', 'Try it:', `  ${tryIt(url, token.token)}`] : []),
  ];
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`;
}

function tryIt(url: string, token: string): string {
  return `curl ${url}/api/v1/agents -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"name":"Ana"}'`;
}
