/** Run before the page is painted, so that nothing flashes: the reader's choice of light or dark, or else the system's. */
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

type Theme = 'light' | 'dark';

function isTheme(value: unknown): value is Theme {
  return value === 'light' || value === 'dark';
}

function chosen(): Theme | null {
  try {
    const value = localStorage.getItem('theme');
    return isTheme(value) ? value : null;
  } catch {
    return null; // storage is forbidden: the system's then
  }
}

function choose(theme: Theme): void {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // The choice holds for this page only.
  }
}

function show(): void {
  const given = root.dataset['theme'];
  const theme = isTheme(given) ? given : dark.matches ? 'dark' : 'light';
  document.getElementById('theme')?.setAttribute('aria-pressed', String(theme === 'dark'));
}

root.dataset['script'] = 'on';
const first = chosen();
if (first !== null) root.dataset['theme'] = first;

document.addEventListener('DOMContentLoaded', () => {
  show();
  document.getElementById('theme')?.addEventListener('click', (event) => {
    const isDark =
      event.currentTarget instanceof Element && event.currentTarget.getAttribute('aria-pressed') === 'true';
    root.dataset['theme'] = isDark ? 'light' : 'dark';
    choose(isDark ? 'light' : 'dark');
    show();
  });
});
dark.addEventListener('change', show);
