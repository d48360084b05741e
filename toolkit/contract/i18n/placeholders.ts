/** What a translator has to leave as it is. */
type Fixed = { kind: string; found: Set<string> };

const fence = /^(```|~~~)[\s\S]*?^\1/gm;
const codeSpan = /(`+)([\s\S]*?[^`])\1(?!`)/g;

/**
 * What Markdown prose and its translation do not share: code spans, `{placeholders}`, link targets, addresses, and the
 * number of fenced blocks. Each difference is the end of a sentence about the translation.
 */
export function placeholderDifferences(english: string, translation: string): string[] {
  const translated = fixedParts(translation);
  return fixedParts(english).flatMap(({ kind, found }, index) => {
    const other = translated[index]?.found ?? new Set();
    const lacking = [...found].filter((part) => !other.has(part)).map((part) => `lacks the ${kind} ${part}`);
    const unknown = [...other]
      .filter((part) => !found.has(part))
      .map((part) => `has the ${kind} ${part}, which the original lacks`);
    return [...lacking, ...unknown];
  });
}

function fixedParts(text: string): Fixed[] {
  const fences = [...text.matchAll(fence)];
  const prose = text.replaceAll(fence, '');
  const spans = [...prose.matchAll(codeSpan)].map(([, , code]) => `\`${(code ?? '').trim()}\``);
  const plain = prose.replaceAll(codeSpan, '');
  return [
    { kind: 'number of code blocks', found: new Set([String(fences.length)]) },
    { kind: 'code span', found: new Set(spans) },
    { kind: 'placeholder', found: new Set([...plain.matchAll(/\{[^{}\s]+\}/g)].map(([part]) => part)) },
    { kind: 'link target', found: new Set([...linkTargets(plain)]) },
    { kind: 'address', found: new Set([...plain.matchAll(/https?:\/\/[^\s)>\]]+/g)].map(([part]) => part)) },
  ];
}

/** Anchors of sections are made of headings, which are translated: they have to differ. */
function linkTargets(text: string): string[] {
  return [...text.matchAll(/\]\(\s*([^)\s]+)[^)]*\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !target.startsWith('#section/') && !/^https?:/.test(target));
}
