import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { operationsOf } from '../document/path-item.ts';
import { resolved } from '../document/reference.ts';

/** What the schemas of a response's body say about it: when it is given, and why. Of alternatives, what each of them says. */
export function responseTexts(document: JsonObject, response: JsonObject): string[] {
  const [mediaType] = Object.values(objectAt(response, 'content'));
  return [...new Set(textsOf(document, resolved(document, mediaType)['schema']))];
}

/** The contract with these texts at the responses that are errors, where Redoc shows them: it leaves those of schemas out. */
export function withResponseTexts(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  for (const item of Object.values(objectAt(copy, 'paths'))) {
    for (const { operation } of operationsOf(item)) {
      for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
        const target = isObject(response) ? own(copy, response) : undefined;
        if (target === undefined || /^[123]/.test(status) || target['x-summary'] !== undefined) continue;
        const texts = responseTexts(copy, target);
        if (texts.length === 0) continue;
        target['x-summary'] = target['description'] ?? '';
        target['description'] = texts.join('\n\n');
      }
    }
  }
  return copy;
}

function textsOf(document: JsonObject, node: Json | undefined): string[] {
  const schema = resolved(document, node);
  const parts = [schema['oneOf'], schema['anyOf']].flatMap((list) => (Array.isArray(list) ? list : []));
  const description = schema['description'];
  return [
    ...(typeof description === 'string' ? [description] : []),
    ...parts.flatMap((part) => textsOf(document, part)),
  ];
}

/** The component that a response refers to, itself and not a copy, or the response. */
function own(document: JsonObject, response: JsonObject): JsonObject {
  const reference = response['$ref'];
  if (typeof reference !== 'string') return response;
  return objectAt(objectAt(objectAt(document, 'components'), 'responses'), reference.split('/').at(-1) ?? '');
}
