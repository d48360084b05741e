import type { Oas3Rule } from '@redocly/openapi-core';
import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import { isSecured, operationsOf } from '../../document/path-item.ts';

/**
 * Every operation documents the responses that its kind has. The options give the status codes by kind: `always`,
 * `secured` (it needs credentials), `requestBody` and `parameters` (it has some). Webhooks are answered by others, so
 * they are not asked.
 */
export const requiredResponses: Oas3Rule = (options: JsonObject) => {
  let security: Json | undefined;
  return {
    Root: {
      enter(root: unknown) {
        security = isObject(root) ? root['security'] : undefined;
      },
    },
    Paths: {
      PathItem(item: unknown, { location, report }) {
        for (const { method, operation } of operationsOf(item)) {
          const kinds = kindsOf(item, operation, operation['security'] ?? security);
          const documented = objectAt(operation, 'responses');
          const missing = kinds.flatMap((kind) => codes(options[kind]).map((code) => ({ kind, code })));
          for (const { kind, code } of missing.filter(({ code }) => documented[code] === undefined)) {
            const message = `The operation documents no ${code} response, which every operation${reasons[kind]} can give.`;
            report({ message, location: location.child([method, 'responses']).key() });
          }
        }
      },
    },
  };
};

const reasons = {
  always: '',
  secured: ' that needs credentials',
  requestBody: ' with a request body',
  parameters: ' with parameters',
};
type Kind = keyof typeof reasons;

function kindsOf(item: unknown, operation: JsonObject, security: Json | undefined): Kind[] {
  const parameters = [isObject(item) ? item['parameters'] : undefined, operation['parameters']];
  const hasParameters = parameters.some((list) => Array.isArray(list) && list.length > 0);
  return [
    'always',
    ...(isSecured(security) ? (['secured'] as const) : []),
    ...(operation['requestBody'] === undefined ? [] : (['requestBody'] as const)),
    ...(hasParameters ? (['parameters'] as const) : []),
  ];
}

function codes(option: Json | undefined): string[] {
  return Array.isArray(option) ? option.map(String) : [];
}
