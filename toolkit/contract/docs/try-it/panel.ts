import { type JsonObject, objectAt } from '../../document/json.ts';
import type { ContractOperation } from '../../document/operations.ts';
import { exampleOf, resolved } from '../../document/reference.ts';
import { resolvedUrl } from '../../document/servers.ts';
import { escapeHtml } from '../html.ts';
import { credentialsOf } from '../samples/credentials.ts';
import { bodyText } from '../samples/request.ts';
import type { Words } from '../words.ts';

/**
 * A form that sends the request: browser/try-it.ts brings it to life, and it is hidden without. What it sends is in its data, its
 * names are those that samples have for the same values.
 */
export function tryItHtml(
  operation: ContractOperation,
  {
    document,
    words,
    language,
    base,
  }: { document: JsonObject; words: Words; language: string; base: string | undefined },
): string {
  const { tryIt } = words;
  const body = bodyOf(document, operation);
  if (body !== undefined && body.text === undefined) return '';
  // Relative to the page, unless it is known where the API is.
  const server = base === undefined ? operation.server : resolvedUrl(operation.server, base);
  const data = { method: operation.method.toUpperCase(), path: operation.path, server, language };
  const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escapeHtml(value)}"`);
  const id = (name: string) => `try-${name.replaceAll(/[^\w-]/g, '-')}`;
  const field = (name: string, label: string, attributes: string, required: boolean) =>
    `<div class="row"><label for="${id(name)}">${label}${required ? ` <span class="required">${escapeHtml(words.reference.required)}</span>` : ''}</label><input id="${id(name)}" name="${escapeHtml(name)}" autocomplete="off" spellcheck="false" autocapitalize="off" ${attributes}></div>`;
  const credentials = credentialsOf(document, operation).map((credential) => {
    const { in: place, name, prefix, as, value } = credential;
    const what = { place, credential: name, prefix, as };
    const data = Object.entries(what).map(([key, content]) => `data-${key}="${escapeHtml(content)}"`);
    const label =
      prefix === '' ? `<code>${escapeHtml(name)}</code>` : escapeHtml(as === 'basic' ? tryIt.password : tryIt.token);
    return field(
      'token',
      label,
      `type="text" class="secret" placeholder="${escapeHtml(value)}" ${data.join(' ')}`,
      false,
    );
  });
  const parameters = operation.parameters
    .filter(({ in: place }) => place === 'path' || place === 'query' || place === 'header')
    .map((parameter) => {
      const [place, name] = [String(parameter['in']), String(parameter['name'])];
      const required = parameter['required'] === true;
      const example = exampleOf(document, parameter);
      const placeholder = typeof example === 'object' ? '' : String(example ?? '');
      const attributes = `type="text" placeholder="${escapeHtml(placeholder)}"${place === 'path' ? ' required' : ''}`;
      return field(`${place}.${name}`, `<code>${escapeHtml(name)}</code>`, attributes, required);
    });
  const text = body?.text;
  const bodyField =
    text === undefined
      ? ''
      : `<div class="row"><label for="try-body">${escapeHtml(tryIt.body)} <code>${escapeHtml(body?.mediaType ?? '')}</code></label><textarea id="try-body" name="body" rows="${Math.min(text.split('\n').length + 1, 14)}" spellcheck="false" data-type="${escapeHtml(body?.mediaType ?? '')}">${escapeHtml(text)}</textarea></div>`;
  return `<section class="panel try" id="try" hidden>
<h2>${escapeHtml(tryIt.title)}</h2>
<form ${attributes.join(' ')}>
${[...credentials, ...parameters, bodyField].filter((part) => part !== '').join('\n')}
<p class="note">${escapeHtml(tryIt.note)} <span data-server-address></span></p>
<p class="actions"><button type="submit" class="send">${escapeHtml(tryIt.send)}</button> <button type="button" class="forget" data-forget>${escapeHtml(tryIt.forget)}</button></p>
</form>
<div class="answer" role="status" data-sending="${escapeHtml(tryIt.sending)}" data-failed="${escapeHtml(tryIt.failed)}" data-cut="${escapeHtml(tryIt.cut)}" data-binary="${escapeHtml(tryIt.binary)}" data-headers="${escapeHtml(tryIt.headers)}" data-body="${escapeHtml(tryIt.answer)}" data-empty="${escapeHtml(tryIt.empty)}" data-forgotten="${escapeHtml(tryIt.forgotten)}"></div>
</section>`;
}

function bodyOf(
  document: JsonObject,
  { body }: ContractOperation,
): { mediaType: string; text: string | undefined } | undefined {
  const [first] = Object.entries(objectAt(body, 'content'));
  if (first === undefined) return undefined;
  const [mediaType, media] = first;
  return { mediaType, text: bodyText({ mediaType, value: exampleOf(document, resolved(document, media)) ?? {} }) };
}
