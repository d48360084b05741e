import { stringify } from 'yaml';

/** The document as YAML. Quotes what an older reader (YAML 1.1) would take for a date, a number or a boolean. */
export function asYaml(document: object): string {
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
}
