import { home } from './home.ts';
import { createSearch, type SearchEntry } from './search.ts';

/** The box above the menu: what it searches is read when it is first used. */
export function enableSearch(): void {
  const form = document.querySelector<HTMLFormElement>('.search');
  const input = form?.querySelector('input');
  const list = form?.querySelector('ul');
  const none = form?.querySelector<HTMLElement>('.none');
  const index = document.body.dataset['search'];
  if (!form || !input || !list || !none || index === undefined) return;
  form.hidden = false;
  let search: Promise<ReturnType<typeof createSearch>> | undefined;
  const load = () => {
    search ??= fetch(new URL(index, home())).then(async (answer) =>
      createSearch((await answer.json()) as SearchEntry[]),
    );
    return search;
  };
  const show = async () => {
    const query = input.value;
    const found = query.trim().length < 2 ? [] : (await load())(query);
    if (query !== input.value) return;
    list.replaceChildren(...found.map(result));
    list.hidden = found.length === 0;
    none.textContent = found.length === 0 && query.trim().length >= 2 ? (none.dataset['none'] ?? '') : '';
  };
  input.addEventListener('focus', () => void load());
  input.addEventListener('input', () => void show());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  form.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    const at = document.activeElement instanceof HTMLAnchorElement ? links.indexOf(document.activeElement) : -1;
    if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (links[at - 1] ?? input).focus();
    else if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      input.focus();
      void show();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    event.preventDefault();
    const button = document.getElementById('menu');
    if (button?.getAttribute('aria-expanded') === 'false' && button.offsetParent !== null) button.click();
    input.focus();
  });
}

function result({ path, title, about }: SearchEntry): HTMLElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = new URL(path, home()).href;
  const [name, small] = [document.createElement('span'), document.createElement('small')];
  name.textContent = title;
  small.textContent = about;
  link.append(name, small);
  item.append(link);
  return item;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]');
}
