/**
 * The types of the contract. In the package, `build.ts` puts the generated types themselves in the place of this file, so that
 * they depend on nothing outside it.
 */
export type { components, Language, paths } from '../../generated/types.ts';
