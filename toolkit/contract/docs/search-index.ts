import type { JsonObject } from '../document/json.ts';
import { objectAt } from '../document/json.ts';
import { type ContractOperation, operationsIn } from '../document/operations.ts';
import { resolved } from '../document/reference.ts';
import { basePath } from '../document/servers.ts';
import type { SearchEntry } from './browser/search.ts';
import type { Guide } from './guides.ts';
import { headingAnchor } from './guides.ts';
import { fieldsOf } from './markdown/fields.ts';
import { plainText } from './prose/prose.ts';
import type { ErrorValue } from './reference/error-values.ts';
import { fileName, sectionId } from './reference/links.ts';
import { responseTexts } from './response-texts.ts';
import type { Words } from './words.ts';

/** All that can be found in a language. */
export function searchEntries(
  document: JsonObject,
  { words, errors, guides }: { words: Words; errors: ErrorValue[]; guides: Guide[] },
): SearchEntry[] {
  const operations = operationsIn(document).map((operation): SearchEntry => {
    const { id, summary, method, path, server, isWebhook } = operation;
    return {
      path: `operations/${fileName(id)}/`,
      title: summary || id,
      about: isWebhook ? path : `${method.toUpperCase()} ${basePath(server)}${path}`,
      text: [id, path, ...textsOf(document, operation, words)].join(' '),
      codes: errors.filter((error) => error.operations.some((one) => one.id === id)).map(({ value }) => value),
    };
  });
  const values = errors.map(
    ({ field, value, anchor, meaning }): SearchEntry => ({
      path: `errors/#${encodeURIComponent(anchor)}`,
      title: value,
      about: `${words.errors.title}: ${field}`,
      text: plainText(meaning),
      codes: [],
    }),
  );
  const introduction = String(objectAt(document, 'info')['description'] ?? '');
  const sections = sectionsOf(introduction).map(
    ({ title, text }): SearchEntry => ({
      path: title === '' ? '' : `#${encodeURI(sectionId(title))}`,
      title: title || words.reference.overview,
      about: words.reference.overview,
      text,
      codes: [],
    }),
  );
  const pages = guides.flatMap(({ name, title: guide, markdown }) =>
    sectionsOf(markdown).map(
      ({ title, text }): SearchEntry => ({
        path: `guides/${name}/${title === '' ? '' : `#${encodeURIComponent(headingAnchor(title))}`}`,
        title: title || guide,
        about: guide,
        text,
        codes: [],
      }),
    ),
  );
  return [...operations, ...values, ...sections, ...pages];
}

/** What is said of an operation: its texts, the names of its fields and what is said of them. */
function textsOf(document: JsonObject, operation: ContractOperation, words: Words): string[] {
  const schemas = [operation.body, ...operation.responses.map(([, response]) => response)].flatMap((part) =>
    Object.values(objectAt(part, 'content')).map((media) => resolved(document, media)['schema']),
  );
  const fields = schemas.flatMap((schema) => fieldsOf(document, schema, words));
  const parts = [
    plainText(operation.description),
    ...operation.parameters.flatMap(({ name, description }) => [String(name), String(description ?? '')]),
    ...operation.responses.flatMap(([, response]) => [
      String(response['description'] ?? ''),
      ...responseTexts(document, response),
    ]),
    ...fields.flatMap(({ name, description }) => [name, description]),
  ];
  return [...new Set(parts.join(' ').split(/\s+/))];
}

/** A text by its headings: what comes before the first one has an empty title. */
function sectionsOf(markdown: string): { title: string; text: string }[] {
  const parts = markdown.split(/^(?=#{1,4} )/m);
  return parts
    .map((part) => {
      const [, title = '', text = part] = /^#{1,4} (.+)\n?([\s\S]*)$/.exec(part) ?? [];
      return { title: plainText(title), text: plainText(text) };
    })
    .filter(({ title, text }) => title !== '' || text !== '');
}
