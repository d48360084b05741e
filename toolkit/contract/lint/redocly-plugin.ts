import { checkHeaderExamples } from './rules/check-header-examples.ts';
import { entryReferencesOnly } from './rules/entry-references-only.ts';
import { exampleSentences } from './rules/example-sentences.ts';
import { operationTags } from './rules/operation-tags.ts';
import { patternUsable } from './rules/pattern-usable.ts';
import { putLanguageInPlace } from './rules/put-language-in-place.ts';
import { requiredResponses } from './rules/required-responses.ts';
import { tagShownName } from './rules/tag-shown-name.ts';
import { translationIdentical } from './rules/translation-identical.ts';
import { translationMissing } from './rules/translation-missing.ts';
import { translationOrphan } from './rules/translation-orphan.ts';
import { translationPlaceholders } from './rules/translation-placeholders.ts';
import { translationStale } from './rules/translation-stale.ts';

/** The rules of this folder, as `contract/…` in redocly.yaml. A default export because Redocly loads plugins by it. */
export default function contractPlugin() {
  return {
    id: 'contract',
    rules: {
      oas3: {
        'entry-references-only': entryReferencesOnly,
        'example-sentences': exampleSentences,
        'operation-tags': operationTags,
        'pattern-usable': patternUsable,
        'required-responses': requiredResponses,
        'tag-shown-name': tagShownName,
        'translation-identical': translationIdentical,
        'translation-missing': translationMissing,
        'translation-orphan': translationOrphan,
        'translation-placeholders': translationPlaceholders,
        'translation-stale': translationStale,
      },
    },
    preprocessors: {
      oas3: { 'put-language-in-place': putLanguageInPlace, 'check-header-examples': checkHeaderExamples },
    },
  };
}
