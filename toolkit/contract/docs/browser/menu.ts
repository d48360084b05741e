/** The menu on a phone, which the button in the bar opens, and the place in the menu on a desktop. */
export function enableMenu(): void {
  const side = document.getElementById('side');
  const button = document.getElementById('menu');
  if (side === null || button === null) return;
  const show = (isOpen: boolean) => {
    button.setAttribute('aria-expanded', String(isOpen));
    document.documentElement.dataset['menu'] = isOpen ? 'open' : 'closed';
  };
  const isOpen = () => button.getAttribute('aria-expanded') === 'true';
  button.addEventListener('click', () => {
    show(!isOpen());
    if (isOpen()) side.querySelector<HTMLElement>('input, a')?.focus();
  });
  side.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a') !== null) show(false);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen()) return;
    show(false);
    button.focus();
  });
  const current = side.querySelector<HTMLElement>('[aria-current]');
  if (current !== null && current.offsetTop > side.clientHeight * 0.7)
    side.scrollTop = current.offsetTop - side.clientHeight / 3;
}
