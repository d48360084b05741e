/**
 * Colours that Redoc's styles have for a light page only, and the custom properties (docs/styles/tokens.css) that take their
 * place. `count`: how often each is there.
 */
export const fixedColors: { text: string; replacement: string; count?: number }[] = [
  { text: 'color: rgba(38, 50, 56, 0.7)', replacement: 'color: var(--muted)' },
  { text: '1px solid rgba(38, 50, 56, 0.5)', replacement: '1px solid var(--line-strong)' },
  { text: '1px solid rgba(38, 50, 56, 0.3)', replacement: '1px solid var(--line)' },
  { text: '1px solid rgba(38, 50, 56, 0.1)', replacement: '1px solid var(--line)', count: 2 },
  { text: 'color: #263238', replacement: 'color: var(--ink)' },
  { text: '1px solid #9fb4be', replacement: '1px solid var(--line)' },
  {
    text: '1px solid rgba(0, 0, 0, 0.2)',
    replacement: '1px solid color-mix(in srgb, var(--line-strong) 35%, transparent)',
  },
  { text: 'color: #707070', replacement: 'color: var(--muted)' },
  { text: 'color: #0e7c86', replacement: 'color: var(--accent)' },
  { text: 'background-color: #e4e7eb', replacement: 'background-color: var(--raised)' },
  { text: 'color: #777', replacement: 'color: var(--muted)' },
  { text: 'solid #ddd', replacement: 'solid var(--line)', count: 2 },
  { text: 'background-color: #fff;', replacement: 'background-color: var(--paper);' },
  { text: 'solid #ccc', replacement: 'solid var(--line)', count: 3 },
  { text: 'background: #ffffff', replacement: 'background: var(--paper)' },
  { text: 'rgb(255 255 255)', replacement: 'var(--paper)' },
];
