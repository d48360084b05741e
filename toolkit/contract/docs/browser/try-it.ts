import { written } from '../samples/holes.ts';
import { showAnswer, showText } from './answer.ts';
import { serverAddress } from './home.ts';
import { forgetValues, givenValue, setValue } from './values.ts';

/** ms until a request is given up. */
const TIMEOUT = 60_000;

/** Has the form of an operation send its request, and keeps what is typed into it for the session. */
export function enableTryIt(): void {
  const section = document.getElementById('try');
  const form = section?.querySelector('form');
  const answer = section?.querySelector<HTMLElement>('.answer');
  if (!section || !form || !answer) return;
  section.hidden = false;
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[name]')];
  const address = serverAddress(form.dataset['server'] ?? '');
  const shown = form.querySelector<HTMLElement>('[data-server-address]');
  if (shown !== null) shown.textContent = address;
  for (const input of inputs) {
    input.value = givenValue(input.name) ?? '';
    input.addEventListener('input', () => setValue(input.name, input.value));
  }
  form.querySelector('[data-forget]')?.addEventListener('click', () => {
    forgetValues();
    for (const input of inputs) input.value = '';
    showText(answer, answer.dataset['forgotten'] ?? '');
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const send = form.querySelector<HTMLButtonElement>('.send');
    if (send?.getAttribute('aria-disabled') === 'true') return;
    send?.setAttribute('aria-disabled', 'true');
    showText(answer, answer.dataset['sending'] ?? '');
    try {
      const started = performance.now();
      const response = await fetch(...requestOf(form, address));
      await showAnswer(answer, response, started);
    } catch {
      showText(answer, answer.dataset['failed'] ?? '', 'failed');
    } finally {
      send?.removeAttribute('aria-disabled');
    }
  });
}

function requestOf(form: HTMLFormElement, address: string): [URL, RequestInit] {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[name]')];
  const given = (name: string) => inputs.find((input) => input.name === name)?.value ?? '';
  const path = (form.dataset['path'] ?? '').replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    written({ as: 'uri', quotes: 'single' }, given(`path.${name}`)),
  );
  const url = new URL(address + path);
  const headers = new Headers({ 'Accept-Language': form.dataset['language'] ?? '' });
  for (const input of inputs) {
    const { value } = input;
    const [place, ...rest] = input.name.split('.');
    const name = rest.join('.');
    if (value === '') continue;
    if (place === 'query') url.searchParams.set(name, value);
    if (place === 'header') headers.set(name, value);
    if (place === 'token') {
      const { place: where, credential = '', prefix = '', as } = input.dataset;
      const text = written({ as: as === 'basic' ? 'basic' : 'text', quotes: 'single' }, value.trim()).replaceAll(
        '\\',
        '',
      );
      if (where === 'query') url.searchParams.set(credential, value.trim());
      if (where === 'header') headers.set(credential, prefix + text);
    }
  }
  const body = form.querySelector('textarea');
  if (body !== null) headers.set('Content-Type', body.dataset['type'] ?? '');
  return [
    url,
    {
      method: form.dataset['method'] ?? 'GET',
      headers,
      body: body?.value ?? null,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT),
    },
  ];
}
