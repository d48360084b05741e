import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { isObject, type Json } from '../../document/json.ts';

/**
 * Every operation has a tag, and its tags are declared. The linter has a rule for the second half, but it does not look
 * into tags that are references.
 */
export const operationTags: Oas3Rule = () => {
  let declared: unknown[] = [];
  return {
    Root: {
      enter(root: unknown, ctx) {
        const tags = isObject(root) ? resolved(root['tags'], ctx) : [];
        declared = Array.isArray(tags) ? tags.map((tag) => nameOf(resolved(tag, ctx))) : [];
      },
    },
    Operation(operation: unknown, { location, report }) {
      const tags = isObject(operation) && Array.isArray(operation['tags']) ? operation['tags'] : [];
      if (tags.length === 0) report({ message: 'The operation has no tag.', location: location.key() });
      for (const [index, tag] of tags.entries()) {
        if (declared.includes(tag)) continue;
        const message = `The tag "${String(tag)}" is not declared in the entry file's \`tags\`.`;
        report({ message, location: location.child(['tags', index]) });
      }
    },
  };
};

function resolved(node: Json | undefined, ctx: UserContext): unknown {
  return isObject(node) ? ctx.resolve(node).node : node;
}

function nameOf(tag: unknown): unknown {
  return isObject(tag) ? tag['name'] : undefined;
}
