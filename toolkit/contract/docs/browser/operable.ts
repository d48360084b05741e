import type { AppStore } from 'redoc';

/** What Redoc makes for the mouse alone can be used by keyboard too, and the menu by the button of the page's bar. */
export function makeOperable(target: HTMLElement, store: AppStore): void {
  const button = document.getElementById('menu');
  button?.addEventListener('click', () => {
    store.menu.toggleSidebar();
    const isOpen = store.menu.sideBarOpened;
    button.setAttribute('aria-expanded', String(isOpen));
    document.documentElement.dataset['menu'] = isOpen ? 'open' : 'closed';
    if (isOpen) target.querySelector<HTMLElement>('.search-input')?.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && store.menu.sideBarOpened) button?.click();
  });
  document.addEventListener('keydown', (event) => {
    const search = target.querySelector<HTMLElement>('.search-input');
    if (event.key !== '/' || isTyping(event.target) || search === null) return;
    event.preventDefault();
    if (!store.menu.sideBarOpened && button !== null && button.offsetParent !== null) button.click();
    search.focus();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]');
}
