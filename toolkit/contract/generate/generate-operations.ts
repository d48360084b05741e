import { isObject, type JsonObject, objectAt } from '../document/json.ts';
import { operationsIn } from '../document/operations.ts';
import { methods, operationsOf } from '../document/path-item.ts';
import { basePath } from '../document/servers.ts';
import { generatedHeader, literal, propertyName } from './typescript.ts';

/** The source of `operations.ts`: the table of operations, the webhooks' names, and the languages. */
export function generateOperations(documents: Map<string, JsonObject>, drafts: string[]): string {
  const languages = [...documents.keys()];
  const document = documents.get(languages[0] ?? '') ?? {};
  const hasBase = served(document).some(({ base }) => base !== '');
  return `${generatedHeader}
/** The languages of the contract, the one it is written in first. */
export const languages = ${oneLine(languages)} as const;
export type Language = (typeof languages)[number];
/** Those whose documents have texts of the written language where they have gaps. */
export const drafts: readonly Language[] = ${oneLine(drafts)};

/** An operation as the router needs it. \`secured\`: a request without credentials is refused. */
export interface Operation {
  readonly method: ${methods.map((method) => `'${method}'`).join(' | ')};
${hasBase ? '  /** Where it is served: with the path of its first server in front of the one in the document, which is `template`. */\n' : ''}  readonly path: string;
${hasBase ? '  readonly template: string;\n' : ''}  readonly secured: boolean;
  readonly requestBody: boolean;
}

/** Every operation of the contract, by its operationId. */
export const operations = {
${operationLines(document, hasBase).join('\n')}
} as const satisfies Record<string, Operation>;
export type OperationId = keyof typeof operations;

/** Every request that is made to others, by its name, and what it is called in each language that has a word for it. */
export const webhooks = {
${webhookLines(documents, drafts).join('\n')}
} as const satisfies Record<string, { readonly summary: { readonly [Known in Language]?: string } }>;
export type WebhookName = keyof typeof webhooks;
`;
}

/** The operations that a server answers, each with what stands before its path. */
function served(document: JsonObject) {
  return operationsIn(document)
    .filter(({ isWebhook }) => !isWebhook)
    .map((operation) => ({ ...operation, base: basePath(operation.server) }));
}

function operationLines(document: JsonObject, hasBase: boolean): string[] {
  return served(document).map(({ id, method, path, base, secured, body }) => {
    const place = hasBase ? { path: base + path, template: path } : { path };
    const entry = { method, ...place, secured, requestBody: body !== undefined };
    return `  ${propertyName(id)}: ${oneLine(entry)},`;
  });
}

function webhookLines(documents: Map<string, JsonObject>, drafts: string[]): string[] {
  const [document] = documents.values();
  return Object.keys(objectAt(document, 'webhooks')).map((name) => {
    const said = [...documents].map(([language, translated]): [string, string] => [
      language,
      summaryOf(objectAt(translated, 'webhooks')[name]) ?? name,
    ]);
    const isGap = ([language, text]: [string, string]) => drafts.includes(language) && text === said[0]?.[1];
    const summary = Object.fromEntries(said.filter((one) => !isGap(one)));
    return `  ${propertyName(name)}: { summary: ${oneLine(summary)} },`;
  });
}

function summaryOf(item: unknown): string | undefined {
  const [first] = operationsOf(item);
  const summary = first?.operation['summary'] ?? (isObject(item) ? item['summary'] : undefined);
  return typeof summary === 'string' ? summary : undefined;
}

function oneLine(value: JsonObject | string[]): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${propertyName(key)}: ${literal(member)}`)
    .join(', ')} }`;
}
