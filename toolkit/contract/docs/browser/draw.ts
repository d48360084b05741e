import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { AppStore, Redoc } from 'redoc';
import type { Contract } from './contract.ts';
import { makeOperable } from './operable.ts';
import { keepPlace, takePlace } from './place.ts';
import { redocTheme } from './redoc-theme.ts';
import type { PageSettings } from './settings.ts';

/** The bar at the top of the page, in px: what Redoc scrolls to is shown below it. See docs/styles/bar.css. */
const BAR = 56;

/** Draws the contract into an element, and connects what is around it: the menu's button and the links to other languages. */
export async function drawRedoc(target: HTMLElement, contract: Contract, settings: PageSettings): Promise<void> {
  const store = new AppStore(contract, undefined, {
    theme: redocTheme,
    labels: settings.labels,
    scrollYOffset: BAR,
    nativeScrollbars: true,
    hideFab: true,
    downloadUrls: [
      { title: 'YAML', url: 'openapi.yaml' },
      { title: 'JSON', url: 'openapi.json' },
      { title: 'Markdown', url: 'llms.txt' },
    ],
    sortRequiredPropsFirst: true,
    jsonSamplesExpandLevel: 3,
    schemasExpansionLevel: 1,
    // The samples to copy come before the plain payload.
    payloadSampleIdx: 9,
    minCharacterLengthToInitSearch: 2,
    generatedSamplesMaxDepth: 4,
  });
  takePlace(store);
  keepPlace(store);
  createRoot(target).render(createElement(Redoc, { store }));
  makeOperable(target, store);
}
