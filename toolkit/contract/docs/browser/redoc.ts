/** Redoc, whose own script was run before. */
declare const Redoc: { init(contract: string, options: object, target: Element): void };

/** A colour of styles/tokens.css as Redoc can compute with it: it reads no custom properties. */
function colorReader(): (token: string) => string {
  const { style } = document.body;
  return (token) => {
    style.color = `var(--${token})`;
    const { color } = getComputedStyle(document.body);
    style.color = '';
    return color;
  };
}

function theme(): object {
  const color = colorReader();
  const main = (token: string) => ({ main: color(token) });
  const methods = ['get', 'post', 'put', 'patch', 'delete'].map((name) => [name, color(`http-${name}`)]);
  return {
    colors: {
      primary: main('accent'),
      success: main('success'),
      warning: main('warning'),
      error: main('error'),
      text: { primary: color('ink'), secondary: color('muted') },
      http: Object.fromEntries(methods),
    },
    typography: {
      fontSize: 'var(--text)',
      fontFamily: 'var(--sans)',
      headings: { fontFamily: 'var(--sans)' },
      code: { fontFamily: 'var(--mono)', color: color('code'), backgroundColor: color('code-paper'), wrap: true },
    },
    sidebar: { width: '288px', backgroundColor: color('sidebar'), textColor: color('ink') },
    rightPanel: { backgroundColor: color('panel'), textColor: color('panel-ink') },
    codeBlock: { backgroundColor: color('panel-code') },
  };
}

const target = document.getElementById('content');
if (target) {
  // Its search would be a worker made of a string, which the pages' policy refuses.
  const options = { disableSearch: true, sanitize: true, scrollYOffset: '.bar', theme: theme() };
  Redoc.init('openapi.json', { ...options, labels: JSON.parse(target.dataset['labels'] ?? '{}') }, target);
}

// An operation has the same anchor in every language.
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
  link.addEventListener('click', () => {
    link.hash = location.hash;
  });
}
