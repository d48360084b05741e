import { isObject, type JsonObject } from './json.ts';

/** The members of a path item that are operations. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The operations of a path, or of a webhook, with their methods. */
export function operationsOf(item: unknown): { method: string; operation: JsonObject }[] {
  return methods.flatMap((method) => {
    const operation = isObject(item) ? item[method] : undefined;
    return isObject(operation) ? [{ method, operation }] : [];
  });
}

/** Requirements are alternatives: an empty list asks for nothing, and `{}` among them makes the credentials optional. */
export function isSecured(security: unknown): boolean {
  if (!Array.isArray(security) || security.length === 0) return false;
  return security.every((requirement) => isObject(requirement) && Object.keys(requirement).length > 0);
}
