import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';

type Kind = 'primary' | 'danger' | 'small' | 'plain';

/** A button: bordered unless `kind` tells otherwise. `plain` looks like the text around it. */
export function Button({ kind, className = '', ...props }: ButtonProps & { kind?: Kind; className?: string }) {
  return <AriaButton {...props} className={['button', kind, className].filter(Boolean).join(' ')} />;
}
