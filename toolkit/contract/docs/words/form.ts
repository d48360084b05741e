/** Everything that the pages say by themselves, in one language. `{name}` is filled in. */
export type Words = {
  /** What the language calls itself, whole and in short. */
  name: string;
  short: string;
  page: Record<PageWord, string>;
  markdown: Record<MarkdownWord, string>;
  changelog: Record<ChangelogWord, string>;
  /** Redoc's `labels`: https://redocly.com/docs/redoc/config#labels */
  labels: Record<RedocLabel, string>;
  /** What Redoc says beside its labels, by the English (docs/redoc/phrases.ts and patches.ts). */
  phrases: Record<string, string>;
};

type PageWord =
  | 'reference'
  | 'changelog'
  | 'skip'
  | 'language'
  | 'dark'
  | 'menu'
  | 'loading'
  | 'failed'
  | 'noScript'
  | 'choose';
type MarkdownWord =
  | 'endpoint'
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'examples'
  | 'response'
  | 'headers'
  | 'errors'
  | 'name'
  | 'type'
  | 'required'
  | 'description'
  | 'yes'
  | 'no'
  | 'default'
  | 'oneOf'
  | 'delivery'
  | 'noToken'
  | 'arrayOf'
  | 'or'
  | 'indexHint'
  | 'contract'
  | 'otherLanguage';
type ChangelogWord =
  | 'intro'
  | 'first'
  | 'unreleased'
  | 'breaking'
  | 'added'
  | 'changed'
  | 'removed'
  | 'texts'
  | 'general'
  | 'renamed'
  | 'from'
  | 'nothing';
type RedocLabel =
  | 'enum'
  | 'enumSingleValue'
  | 'enumArray'
  | 'default'
  | 'deprecated'
  | 'example'
  | 'examples'
  | 'recursive'
  | 'arrayOf'
  | 'webhook'
  | 'const'
  | 'noResultsFound'
  | 'download'
  | 'downloadSpecification'
  | 'responses'
  | 'callbackResponses'
  | 'requestSamples'
  | 'responseSamples';
