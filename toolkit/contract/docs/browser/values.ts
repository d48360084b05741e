/** The reader's own values by name (`token`, `path.agent_id`): kept for the session of this tab, and nowhere else. */
const KEY = 'docs-values';
const changed = new EventTarget();

/** Those of this page alone: parameters that are not ids. */
const ofPage = new Map<string, string>();

export function givenValue(name: string): string | undefined {
  return ofPage.get(name) ?? kept()[name];
}

export function setValue(name: string, value: string): void {
  if (name === 'token' || name.startsWith('path.')) keep({ ...kept(), [name]: value });
  else ofPage.set(name, value);
  changed.dispatchEvent(new Event('change'));
}

export function forgetValues(): void {
  ofPage.clear();
  keep({});
  changed.dispatchEvent(new Event('change'));
}

export function onValues(react: () => void): void {
  changed.addEventListener('change', react);
}

function kept(): Record<string, string> {
  try {
    const values: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    const entries = typeof values === 'object' && values !== null ? Object.entries(values) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {}; // storage is forbidden
  }
}

function keep(values: Record<string, string>): void {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  try {
    if (given.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(given)));
  } catch {
    for (const [name, value] of given) ofPage.set(name, value);
  }
}
