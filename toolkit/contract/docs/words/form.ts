/** Everything that the pages say by themselves, in one language. `{name}` is filled in. */
export type Words = {
  /** What the language calls itself, whole and in short. */
  name: string;
  short: string;
  page: Record<PageWord, string>;
  markdown: Record<MarkdownWord, string>;
  changelog: Record<ChangelogWord, string>;
  reference: Record<ReferenceWord, string>;
  tryIt: Record<TryItWord, string>;
  search: Record<SearchWord, string>;
  errors: Record<ErrorsWord, string>;
  /** Redoc's `labels`: all of its own words that it lets others choose. */
  redoc: Record<RedocLabel, string>;
};

type PageWord =
  | 'reference'
  | 'changelog'
  | 'skip'
  | 'language'
  | 'dark'
  | 'pages'
  | 'menu'
  | 'choose'
  | 'redoc'
  | 'noScript';
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
  | 'feed'
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
type ReferenceWord =
  | 'overview'
  | 'guides'
  | 'otherOperations'
  | 'credentials'
  | 'required'
  | 'deprecated'
  | 'event'
  | 'any'
  | 'anyName'
  | 'fields'
  | 'oneOf'
  | 'responses'
  | 'codes'
  | 'samples'
  | 'answers'
  | 'payload'
  | 'copy'
  | 'copied'
  | 'download'
  | 'mock'
  | 'table'
  | 'values'
  | 'default'
  | 'minimum'
  | 'maximum'
  | 'above'
  | 'below'
  | 'multiple'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'pattern'
  | 'unique'
  | 'readOnly'
  | 'writeOnly';
type TryItWord =
  | 'title'
  | 'token'
  | 'password'
  | 'body'
  | 'note'
  | 'send'
  | 'forget'
  | 'forgotten'
  | 'sending'
  | 'failed'
  | 'cut'
  | 'binary'
  | 'headers'
  | 'answer'
  | 'empty';
type SearchWord = 'label' | 'none';
type ErrorsWord = 'title' | 'intro' | 'anyRequest' | 'operation' | 'operations';
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
