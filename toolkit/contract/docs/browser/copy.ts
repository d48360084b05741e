/** Buttons that copy the code beside them. */
export function enableCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.parentElement?.querySelector('pre')?.innerText ?? '');
      button.textContent = button.dataset['copy'] ?? '';
      setTimeout(() => {
        button.textContent = name;
      }, 2000);
    });
  }
}
