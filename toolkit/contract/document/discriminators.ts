import { isObject, type Json, type JsonObject, objectAt } from './json.ts';

const SCHEMAS = '#/components/schemas/';

/**
 * Writes the values of discriminators that are names of schemas as references to them (OpenAPI 3.1, 4.8.25: both may be), which all
 * tools read. A value that leads nowhere is left out. Changes the document.
 */
export function referDiscriminators(document: JsonObject): void {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  const visit = (node: Json): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isObject(node)) return;
    const { discriminator } = node;
    if (isObject(discriminator) && isObject(discriminator['mapping'])) {
      const referred = Object.entries(discriminator['mapping']).flatMap(([value, target]) => {
        if (typeof target !== 'string' || target.startsWith('#')) return [[value, target]];
        return Object.hasOwn(schemas, target) ? [[value, SCHEMAS + target]] : [];
      });
      discriminator['mapping'] = Object.fromEntries(referred);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(document);
}
