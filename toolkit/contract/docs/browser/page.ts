import type { PageSettings } from './settings.ts';

/** The settings of this page: data in the document, since a script in it would need an exception from the CSP. */
export function pageSettings(): PageSettings {
  return JSON.parse(document.getElementById('settings')?.textContent ?? '{}') as PageSettings;
}
