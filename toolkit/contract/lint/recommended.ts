import { type Config, createConfig } from '@redocly/openapi-core';
import contractPlugin from './redocly-plugin.ts';

/** The rules for any contract: those that Redocly recommends, and what several languages need. No house style. */
export function recommendedConfig(): Promise<Config> {
  return createConfig({
    plugins: [contractPlugin()],
    extends: ['recommended'],
    rules: {
      'contract/example-sentences': 'error',
      'contract/pattern-usable': 'error',
      'contract/tag-shown-name': 'warn',
      'contract/translation-identical': 'warn',
      'contract/translation-missing': 'error',
      'contract/translation-orphan': 'error',
      'contract/translation-placeholders': 'error',
      'contract/translation-stale': 'error',
      'no-invalid-media-type-examples': 'error',
      'no-invalid-schema-examples': 'error',
      'no-invalid-parameter-examples': 'error',
      // Given a name where it is missing: see document/operation-ids.ts.
      'operation-operationId': 'off',
      // OpenAPI 3.1 allows text beside a $ref; the rule knows only 3.0.
      'spec-ref-siblings': 'off',
    },
  });
}
