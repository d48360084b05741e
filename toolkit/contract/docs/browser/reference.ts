// The first of all, as it says itself.
import './words.ts';
import 'prismjs';
import 'prismjs/components/prism-typescript.js';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { type Contract, textsOf, withServers } from './contract.ts';
import { drawRedoc } from './draw.ts';
import { pageSettings } from './page.ts';
import { createSearch } from './search.ts';

/** Reads the contract and has Redoc draw it, in the language of the page. */
async function main(): Promise<void> {
  const settings = pageSettings();
  const target = document.getElementById('reference');
  if (target === null) return;
  try {
    const answer = await fetch(settings.contract);
    if (!answer.ok) throw new Error(`${settings.contract}: ${answer.status}`);
    const contract = JSON.parse(withServers(await answer.text(), settings.servers, location.href)) as Contract;
    const texts = textsOf(contract);
    globalThis.redocSearch = () => createSearch((id) => texts.get(id.split('/').at(-1) ?? '') ?? '');
    await drawRedoc(target, contract, settings);
  } catch (error) {
    createRoot(target).render(createElement('p', { className: 'failed', role: 'alert' }, settings.failed));
    throw error;
  }
}

void main();
