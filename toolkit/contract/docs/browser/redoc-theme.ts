import type { RedocRawOptions } from 'redoc';

const sans = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const mono = "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, Consolas, monospace";

/** Redoc in the colours of docs/styles/tokens.css, which know light and dark. */
export const redocTheme: NonNullable<RedocRawOptions['theme']> = {
  spacing: { unit: 5, sectionHorizontal: 36, sectionVertical: 36 },
  breakpoints: { small: '50rem', medium: '75rem', large: '105rem' },
  colors: {
    primary: { main: 'var(--accent)' },
    success: { main: 'var(--success)' },
    warning: { main: 'var(--warning)' },
    error: { main: 'var(--error)' },
    gray: { 50: 'var(--raised)', 100: 'var(--raised)' },
    text: { primary: 'var(--ink)', secondary: 'var(--muted)' },
    border: { dark: 'var(--line)', light: 'var(--paper)' },
    responses: { info: { color: 'var(--accent)' } },
    http: {
      get: 'var(--http-get)',
      post: 'var(--http-post)',
      put: 'var(--http-put)',
      patch: 'var(--http-patch)',
      delete: 'var(--http-delete)',
      basic: 'var(--muted)',
      link: 'var(--accent)',
      head: 'var(--muted)',
      options: 'var(--muted)',
    },
  },
  schema: {
    linesColor: 'var(--line-strong)',
    typeNameColor: 'var(--muted)',
    requireLabelColor: 'var(--error)',
    nestedBackground: 'var(--raised)',
    labelsTextSize: '0.86em',
    arrow: { color: 'var(--muted)' },
  },
  typography: {
    fontSize: '15px',
    lineHeight: '1.65',
    fontFamily: sans,
    smoothing: 'auto',
    headings: { fontFamily: sans, fontWeight: '650', lineHeight: '1.3' },
    code: {
      fontSize: '13px',
      fontFamily: mono,
      lineHeight: '1.6',
      color: 'var(--code)',
      backgroundColor: 'var(--code-paper)',
      wrap: true,
    },
    links: { color: 'var(--accent)', visited: 'var(--accent)', hover: 'var(--accent-strong)' },
  },
  sidebar: {
    width: '288px',
    backgroundColor: 'var(--sidebar)',
    textColor: 'var(--ink)',
    activeTextColor: 'var(--accent-strong)',
    groupItems: { activeBackgroundColor: 'var(--sidebar-active)', textTransform: 'none' },
    level1Items: { activeBackgroundColor: 'var(--sidebar-active)' },
    arrow: { color: 'var(--muted)' },
  },
  rightPanel: {
    backgroundColor: 'var(--panel)',
    textColor: 'var(--panel-ink)',
    width: '42%',
    servers: {
      overlay: { backgroundColor: 'var(--raised)', textColor: 'var(--ink)' },
      url: { backgroundColor: 'var(--paper)' },
    },
  },
  codeBlock: { backgroundColor: 'var(--panel-code)' },
};
