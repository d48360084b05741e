import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../document/json.ts';
import { type ContractOperation, operationsIn } from '../document/operations.ts';
import { basePath } from '../document/servers.ts';
import { ToolError } from '../document/tool-error.ts';

/** An answer, as the binding and the proxy write it down. */
export type Answered = { method: string; path: string; status: number; language?: string; message?: string };

/** What a test run exercised of an operation: how often each status was answered, and in which languages. */
export type Exercised = { operation: ContractOperation; statuses: Map<string, number>; languages: Map<string, number> };

/** What a test run exercised, and the answers that are not in the contract. */
export type Coverage = {
  operations: Exercised[];
  outside: Answered[];
  undocumented: { operation: ContractOperation; answer: Answered }[];
};

/** @throws ToolError with file and line for what is no line of traffic */
export function readTraffic(file: string): Answered[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((text, index): Answered[] => {
    if (text.trim() === '') return [];
    const line = parsed(text);
    const { method, path, status, language, message } = isObject(line) ? line : {};
    if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
      throw new ToolError(`${file}:${index + 1}:1: a line of traffic is JSON with a method, a path and a status.`);
    }
    return [
      {
        method: method.toLowerCase(),
        path,
        status,
        ...(typeof language === 'string' && { language }),
        ...(typeof message === 'string' && { message }),
      },
    ];
  });
}

/** Holds answers against a contract. 404 of a path that the contract does not have is as it should be. */
export function coverageOf(document: JsonObject, traffic: Answered[]): Coverage {
  const operations = operationsIn(document)
    .filter(({ isWebhook }) => !isWebhook)
    .map((operation): Exercised => ({ operation, statuses: new Map(), languages: new Map() }));
  const find = finder(operations);
  const coverage: Coverage = { operations, outside: [], undocumented: [] };
  for (const answer of traffic) {
    const found = find(answer);
    if (found === undefined) {
      // A preflight (CORS) is the browser's business.
      if (answer.status < 400 && answer.method !== 'options') coverage.outside.push(answer);
      continue;
    }
    const documented = documentedStatus(found.operation, answer.status);
    if (documented === undefined) coverage.undocumented.push({ operation: found.operation, answer });
    else found.statuses.set(documented, (found.statuses.get(documented) ?? 0) + 1);
    for (const language of answer.language?.split(/,\s*/) ?? []) {
      found.languages.set(language, (found.languages.get(language) ?? 0) + 1);
    }
  }
  return coverage;
}

function finder(operations: Exercised[]): (answer: Answered) => Exercised | undefined {
  const patterns = operations.map((exercised) => {
    const { path, server } = exercised.operation;
    const whole = basePath(server) + path;
    const parts = whole.split(/\{[^}]+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return { exercised, pattern: new RegExp(`^${parts.join('[^/]+')}$`), parameters: parts.length };
  });
  // A path without parameters is meant before one with them.
  const sorted = patterns.toSorted((a, b) => a.parameters - b.parameters);
  return ({ method, path }) => {
    const asked = method === 'head' ? 'get' : method;
    const has = (wanted: string) =>
      sorted.find(({ exercised, pattern }) => exercised.operation.method === wanted && pattern.test(path))?.exercised;
    return has(method) ?? has(asked);
  };
}

/** `404`, `4XX` or `default`. */
function documentedStatus({ responses }: ContractOperation, status: number): string | undefined {
  const known = responses.map(([code]) => code);
  return [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((code) => known.includes(code));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
