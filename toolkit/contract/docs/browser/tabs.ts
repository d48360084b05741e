/** Turns a list of titled blocks into tabs (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). A choice with a name holds on all pages. */
export function enableTabs(): void {
  let count = 0;
  for (const group of document.querySelectorAll<HTMLElement>('[data-tabs]')) {
    const panels = [...group.querySelectorAll<HTMLElement>(':scope > [data-tab]')];
    const list = document.createElement('div');
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', group.dataset['label'] ?? '');
    const tabs = panels.map((panel) => {
      const tab = document.createElement('button');
      const id = `tab-${count++}`;
      tab.type = 'button';
      tab.textContent = panel.dataset['tab'] ?? '';
      tab.id = id;
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', `${id}-panel`);
      panel.id = `${id}-panel`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', id);
      panel.querySelector(':scope > h3')?.remove();
      return tab;
    });
    const choose = (index: number) => {
      for (const [at, tab] of tabs.entries()) {
        tab.setAttribute('aria-selected', String(at === index));
        tab.tabIndex = at === index ? 0 : -1;
        const panel = panels[at];
        if (panel !== undefined) panel.hidden = at !== index;
      }
    };
    const name = group.dataset['tabs'] ?? '';
    for (const [index, tab] of tabs.entries()) {
      tab.addEventListener('click', () => {
        choose(index);
        remember(name, tab.textContent ?? '');
      });
    }
    list.addEventListener('keydown', (event) => {
      const at = document.activeElement instanceof HTMLButtonElement ? tabs.indexOf(document.activeElement) : -1;
      const last = tabs.length - 1;
      const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
        event.key
      ];
      if (next === undefined) return;
      event.preventDefault();
      tabs[next]?.click();
      tabs[next]?.focus();
    });
    list.append(...tabs);
    group.prepend(list);
    group.classList.add('ready');
    choose(
      Math.max(
        0,
        tabs.findIndex((tab) => tab.textContent === remembered(name)),
      ),
    );
  }
}

function remember(name: string, choice: string): void {
  if (name === '') return;
  try {
    localStorage.setItem(`tab-${name}`, choice);
  } catch {
    // The choice holds for this page only.
  }
}

function remembered(name: string): string | null {
  try {
    return name === '' ? null : localStorage.getItem(`tab-${name}`);
  } catch {
    return null;
  }
}
