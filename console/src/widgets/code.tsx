import { useMemo } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { piecesOf } from './visible-text.ts';

/** A text of a program, or from somebody else: shown as text whatever is in it, from left to right, with what is hidden spelled out. */
export function Code({ text, label }: { text: string; label: string }) {
  const { t } = useI18n();
  const pieces = useMemo(() => piecesOf(text), [text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keyboard.
    <section className="code" aria-label={label} tabIndex={0}>
      <pre dir="ltr">
        {pieces.map((piece, index) =>
          'text' in piece ? (
            piece.text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text do not move.
            <mark key={index} title={t('hidden_character')}>
              {piece.hidden}
            </mark>
          ),
        )}
      </pre>
    </section>
  );
}
