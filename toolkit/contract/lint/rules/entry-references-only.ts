import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import { isObject, type JsonObject } from '../../document/json.ts';

/** The entry file is a table of contents: each path, webhook and component in it is a reference to a file of its own. */
export const entryReferencesOnly: Oas3Rule = () => ({
  Root: {
    enter(root: unknown, { location, report }) {
      if (!isObject(root)) return;
      for (const section of ['paths', 'webhooks']) checkMembers(root[section], location.child(section), report);
      const components = isObject(root['components']) ? root['components'] : {};
      for (const [kind, named] of Object.entries(components)) {
        checkMembers(named, location.child(['components', kind]), report);
      }
    },
  },
});

function checkMembers(section: unknown, location: Location, report: UserContext['report']): void {
  for (const [name, member] of Object.entries(isObject(section) ? section : {})) {
    if (isObject(member) && isReference(member)) continue;
    const message = `"${name}" must be a $ref to a file and nothing else: the entry file holds references only.`;
    report({ message, location: location.child(name).key() });
  }
}

function isReference(member: JsonObject): boolean {
  const { $ref, ...others } = member;
  return typeof $ref === 'string' && !$ref.startsWith('#') && Object.keys(others).length === 0;
}
