import { nodeRule } from './contract-walk.ts';

/** A schema's pattern is a regular expression (ECMA-262 with the `u` flag): no validator can use any other, and a server leaves it out. */
export const patternUsable = nodeRule(() => ({ node, type, location, report }) => {
  const pattern = node['pattern'];
  if (type !== 'Schema' || typeof pattern !== 'string') return;
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report({ message: `The pattern cannot be used: ${reason}.`, location: location.child('pattern') });
  }
});
