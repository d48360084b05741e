import { escapeHtml } from './html.ts';
import { contentSecurityPolicy } from './security.ts';
import { wordsIn } from './words.ts';

/** The root of the site, for hosts that do not negotiate: its script goes on to the reader's language, and the links are for readers without one. */
export function languagePage(title: string, languages: string[], assets: { style: string; choose: string }): string {
  const links = languages.map(
    (language) =>
      `<li><a href="${language}/" hreflang="${language}" lang="${language}">${escapeHtml(wordsIn(language).name)}</a></li>`,
  );
  const choose = languages.map(
    (language) => `<span lang="${language}">${escapeHtml(wordsIn(language).page.choose)}</span>`,
  );
  return `<!doctype html>
<html lang="${languages[0]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy())}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
${languages.map((language) => `<link rel="alternate" hreflang="${language}" href="${language}/">`).join('\n')}
<link rel="icon" href="assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="assets/${assets.style}">
<script src="assets/${assets.choose}"></script>
</head>
<body>
<main id="content" class="prose choose">
<h1>${escapeHtml(title)}</h1>
<p>${choose.join(' · ')}</p>
<ul>
${links.join('\n')}
</ul>
</main>
</body>
</html>
`;
}
