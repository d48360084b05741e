/**
 * Stands in for `polished` in the bundle: Redoc computes its shades with it, when the page is drawn. These give CSS that
 * computes them when it is painted, so that colours can be custom properties and light turns dark without drawing again.
 * `darken` goes towards the text's colour and `lighten` towards the page's, which is right in light and dark alike.
 */

/** @param amount 0 to 1 */
export const darken = (amount: number, color: string): string => mix(color, 'var(--ink)', amount);
/** @param amount 0 to 1 */
export const lighten = (amount: number, color: string): string => mix(color, 'var(--paper)', amount);
/** @param amount 0 to 1: what becomes transparent */
export const transparentize = (amount: number, color: string): string => mix(color, 'transparent', amount);
/** @param amount 0 to 1 */
export const desaturate = (amount: number, color: string): string => mix(color, 'gray', amount);
/** The colour of text on another colour. */
export const readableColor = (): string => 'var(--on-accent)';
/** Above one half: Redoc then makes borders by `darken`. */
export const getLuminance = (): number => 1;

function mix(color: string, other: string, amount: number): string {
  return `color-mix(in srgb, ${color}, ${other} ${Math.round(amount * 100)}%)`;
}
