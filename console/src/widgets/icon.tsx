/** Drawn on a grid of 24, with lines of 2. */
const PATHS = {
  logo: 'M6 12a6 6 0 0 1 10.2-4.3M18 12a6 6 0 0 1-10.2 4.3M16.6 4.6v3.3h-3.3M7.4 19.4v-3.3h3.3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  theme: 'M12 3v18M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M12 8h6M12 12h9M12 16h6',
  'sign-out': 'M14 4H6v16h8M10 12h10M16 8l4 4-4 4',
  overview: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  publish: 'M4 12l16-8-6 16-3-7z',
  plus: 'M12 5v14M5 12h14',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  retry: 'M20 12a8 8 0 1 1-2.4-5.7M18 3v4h-4',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'M5 12.5l5 5L19 7',
  cross: 'M6 6l12 12M18 6L6 18',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l3 2',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  dash: 'M6 12h12',
  filter: 'M4 6h16M7 12h10M10 18h4',
  back: 'M20 12H5M11 6l-6 6 6 6',
  up: 'M12 20V5M6 11l6-6 6 6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
