import { type Json, type JsonObject, objectAt } from '../../document/json.ts';
import type { ContractOperation } from '../../document/operations.ts';
import { exampleOf, resolved } from '../../document/reference.ts';
import { basePath } from '../../document/servers.ts';
import { responseTexts } from '../response-texts.ts';
import { type CodeSample, sampleText } from '../samples/code-samples.ts';
import { credentialsOf } from '../samples/credentials.ts';
import { fill, type Words } from '../words.ts';
import { describe, fieldsOf, typeOf } from './fields.ts';
import { code, table } from './table.ts';

const PLACES = ['path', 'query', 'header', 'cookie'] as const;

/** An operation on a page of plain Markdown: for programs that read, and for people who search. Other pages are linked to relatively. */
export function operationPage(
  document: JsonObject,
  operation: ContractOperation,
  { words, samples }: { words: Words; samples: CodeSample[] },
): string {
  const { markdown } = words;
  const [good, bad] = [(status: string) => /^[23]/.test(status), (status: string) => !/^[23]/.test(status)];
  return `${[
    `> ${fill(markdown.indexHint, { link: '[llms.txt](../llms.txt)' })}`,
    `# ${operation.summary}`,
    linked(operation.description),
    `## ${markdown.endpoint}`,
    code(
      '',
      operation.isWebhook
        ? markdown.delivery
        : `${operation.method.toUpperCase()} ${basePath(operation.server)}${operation.path}`,
    ),
    ...PLACES.flatMap((place) => parameters(document, operation, place, words)),
    ...requestBody(document, operation, words),
    ...(samples.length > 0 ? [`## ${markdown.examples}`, ...samples.map(sampleBlock)] : []),
    `## ${markdown.response}`,
    ...responses(document, operation, good, words),
    `## ${markdown.errors}`,
    ...responses(document, operation, bad, words),
  ].join('\n\n')}\n`;
}

/** Links within the reference become links to the other pages. */
function linked(description: string): string {
  return description
    .replaceAll(/\(#(?:tag\/[^/)]+\/)?operation\/([^/)]+)\)/g, '($1.md)')
    .replaceAll(/\(#([^)]*)\)/g, '(../#$1)');
}

function parameters(
  document: JsonObject,
  operation: ContractOperation,
  place: (typeof PLACES)[number],
  words: Words,
): string[] {
  const { markdown } = words;
  const { parameters: all, secured, isWebhook } = operation;
  const rows = all
    .filter((parameter) => parameter['in'] === place)
    .map((parameter) => {
      const schema = resolved(document, parameter['schema']);
      const description = describe({ ...schema, description: linked(String(parameter['description'] ?? '')) }, words);
      const type = typeOf(document, parameter['schema'], words);
      return [
        `\`${parameter['name']}\``,
        type,
        parameter['required'] === true ? markdown.yes : markdown.no,
        description,
      ];
    });
  if (place === 'header' && secured && !isWebhook) {
    rows.unshift(...authorization(document, operation, markdown.yes));
  }
  const note = place === 'header' && !secured && !isWebhook ? [`## ${markdown.header}`, markdown.noToken] : [];
  if (rows.length === 0) return note;
  return [
    `## ${markdown[place]}`,
    table([markdown.name, markdown.type, markdown.required, markdown.description], rows),
  ];
}

function authorization(document: JsonObject, operation: ContractOperation, yes: string): string[][] {
  return credentialsOf(document, operation)
    .filter(({ in: place }) => place === 'header')
    .map(({ name, prefix, value, description }) => [
      `\`${name}\``,
      'string',
      yes,
      description || `\`${prefix}${value}\``,
    ]);
}

function requestBody(document: JsonObject, { body, isWebhook }: ContractOperation, words: Words): string[] {
  if (body === undefined) return [];
  const [mediaType] = Object.values(objectAt(body, 'content'));
  const media = resolved(document, mediaType);
  const example = isWebhook ? exampleOf(document, media) : undefined;
  return [
    `## ${words.markdown.body}`,
    String(body['description'] ?? ''),
    ...fieldTable(document, media['schema'], words),
    ...(example === undefined ? [] : [json(example)]),
  ].filter((part) => part !== '');
}

function responses(
  document: JsonObject,
  operation: ContractOperation,
  is: (status: string) => boolean,
  words: Words,
): string[] {
  return operation.responses
    .filter(([status]) => is(status))
    .flatMap(([status, response]) => {
      const [mediaType] = Object.values(objectAt(response, 'content'));
      const media = resolved(document, mediaType);
      const [first, ...rest] = String(response['description'] ?? '').split('\n\n');
      const examples = Object.values(objectAt(media, 'examples')).map((example) => resolved(document, example));
      const only = exampleOf(document, media);
      return [
        `### ${status} — ${(first ?? '').replace(/\.$/, '')}`,
        ...rest,
        ...(is('200') ? [] : responseTexts(document, response)),
        ...(is('200') ? fieldTable(document, media['schema'], words) : []),
        ...(examples.length > 0 ? examples.flatMap(exampleBlock) : only === undefined ? [] : [json(only)]),
      ];
    });
}

function exampleBlock(example: JsonObject): string[] {
  const title = example['summary'] ?? example['description'];
  return [...(title === undefined ? [] : [`${String(title)}:`]), json(example['value'] ?? null)];
}

function fieldTable(document: JsonObject, schema: Json | undefined, words: Words): string[] {
  const { markdown } = words;
  const rows = fieldsOf(document, schema, words).map(({ name, type, required, description }) => [
    `\`${name}\``,
    type,
    required ? markdown.yes : markdown.no,
    linked(description),
  ]);
  return rows.length === 0
    ? []
    : [table([markdown.name, markdown.type, markdown.required, markdown.description], rows)];
}

function sampleBlock(sample: CodeSample): string {
  return code(sample.grammar, sampleText(sample));
}

function json(value: Json): string {
  return typeof value === 'string' ? code('', value.trimEnd()) : code('json', JSON.stringify(value, null, 2));
}
