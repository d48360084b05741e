import { type Hole, written } from '../samples/holes.ts';
import { serverAddress } from './home.ts';
import { givenValue, onValues } from './values.ts';

/** Has the samples show the address of the server and the reader's values, and changes them with these. */
export function fillSamples(): void {
  const holes = [...document.querySelectorAll<HTMLElement>('[data-fill]')].map((element) => ({
    element,
    shown: element.textContent ?? '',
  }));
  const fill = () => {
    for (const { element, shown } of holes) {
      const value = valueFor(element.dataset['fill'] ?? '');
      const hole = { as: element.dataset['as'], quotes: element.dataset['quotes'] } as Pick<Hole, 'as' | 'quotes'>;
      element.textContent = value === undefined || value === '' ? shown : written(hole, value);
      element.classList.toggle(
        'own',
        element.dataset['fill']?.startsWith('server:') === false && element.textContent !== shown,
      );
    }
  };
  fill();
  onValues(fill);
}

function valueFor(name: string): string | undefined {
  return name.startsWith('server:') ? serverAddress(name.slice('server:'.length)) : givenValue(name);
}
