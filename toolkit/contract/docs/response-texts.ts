import { type Json, type JsonObject, objectAt } from '../document/json.ts';
import { resolved } from '../document/reference.ts';

/** What the schemas of a response's body say about it: when it is given, and why. Of alternatives, what each of them says. */
export function responseTexts(document: JsonObject, response: JsonObject): string[] {
  const [mediaType] = Object.values(objectAt(response, 'content'));
  return [...new Set(textsOf(document, resolved(document, mediaType)['schema']))];
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
