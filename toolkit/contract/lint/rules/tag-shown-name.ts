import { nodeRule } from './contract-walk.ts';

/** A tag's name is for programs and is not translated: in a contract of several languages, people are shown another one. */
export const tagShownName = nodeRule(({ languages }) => ({ node, type, location, report }) => {
  if (
    type !== 'Tag' ||
    node['$ref'] !== undefined ||
    languages.length === 0 ||
    typeof node['x-displayName'] === 'string'
  )
    return;
  const message = `The tag "${String(node['name'])}" has no name for people, which can be translated: x-displayName.`;
  report({ message, location: location.child('name') });
});
