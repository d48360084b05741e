/** Characters of a body that are shown: more than anybody reads, and little enough for any page. */
const MOST = 200_000;

/** Shows a sentence in place of an answer. */
export function showText(target: HTMLElement, text: string, state = ''): void {
  const line = document.createElement('p');
  line.className = state;
  line.textContent = text;
  target.replaceChildren(line);
}

/**
 * Shows status, time, headers and body: as text, whatever they hold. The texts around them are in the target's data. A stream of
 * events is shown as it comes, and stays when it is broken off.
 */
export async function showAnswer(target: HTMLElement, response: Response, started: number): Promise<void> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const bytes = isStream ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
  const ms = Math.round(performance.now() - started);
  const status = document.createElement('p');
  const code = document.createElement('span');
  code.className = `status ${response.ok ? 'good' : 'bad'}`;
  code.textContent = `${response.status} ${response.statusText}`.trim();
  status.append(code, ` ${ms} ms`);

  const headers = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = target.dataset['headers'] ?? '';
  headers.append(summary, block([...response.headers].map((pair) => pair.join(': ')).join('\n')));

  const title = document.createElement('h3');
  title.textContent = target.dataset['body'] ?? '';
  const body = isStream ? [block('')] : bodyOf(target, bytes);
  target.replaceChildren(status, headers, title, ...body);
  if (isStream && response.body !== null && body[0] !== undefined) await follow(response.body, body[0]);
}

async function follow(stream: ReadableStream<Uint8Array>, shown: HTMLElement): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      shown.append(decoder.decode(part.value, { stream: true }));
      if ((shown.textContent ?? '').length > MOST) await reader.cancel();
    }
  } catch {
    // Broken off, by the time limit or the server: what came stays.
  }
}

function bodyOf({ dataset }: HTMLElement, bytes: Uint8Array): HTMLElement[] {
  if (bytes.length === 0) return [sentence(dataset['empty'] ?? '')];
  const text = textOf(bytes);
  if (text === undefined) return [sentence((dataset['binary'] ?? '').replace('{bytes}', String(bytes.length)))];
  const shown = pretty(text);
  const isCut = shown.length > MOST;
  return [block(isCut ? shown.slice(0, MOST) : shown), ...(isCut ? [sentence(dataset['cut'] ?? '')] : [])];
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    // Numbers that JavaScript cannot hold would be others: what is not the same again is left as it came.
    return JSON.stringify(value) === text.trim() ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}

function block(text: string): HTMLElement {
  const pre = document.createElement('pre');
  pre.className = 'code';
  pre.textContent = text;
  return pre;
}

function sentence(text: string): HTMLElement {
  const line = document.createElement('p');
  line.textContent = text;
  return line;
}
