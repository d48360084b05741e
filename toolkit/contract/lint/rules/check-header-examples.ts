import type { Oas3Preprocessor } from '@redocly/openapi-core';
import { isObject } from '../../document/json.ts';

/** Puts a header's example into its schema, where the linter checks it: it has no rule for headers. */
export const checkHeaderExamples: Oas3Preprocessor = () => ({
  Header: {
    leave(header: unknown) {
      if (!isObject(header) || header['example'] === undefined) return;
      const schema = header['schema'];
      if (isObject(schema) && schema['$ref'] === undefined) schema['example'] ??= header['example'];
    },
  },
});
