import { type Json, type JsonObject, objectAt } from '../../document/json.ts';
import type { ContractOperation } from '../../document/operations.ts';
import { exampleOf, resolved } from '../../document/reference.ts';
import { basePath } from '../../document/servers.ts';
import { escapeHtml } from '../html.ts';
import { highlighted } from '../prose/highlight.ts';
import { inlineHtml, type ProseOptions, proseHtml } from '../prose/prose.ts';
import { responseTexts } from '../response-texts.ts';
import type { CodeSample } from '../samples/code-samples.ts';
import { credentialsOf } from '../samples/credentials.ts';
import { sampleHtml } from '../samples/sample-html.ts';
import { tryItHtml } from '../try-it/panel.ts';
import type { Words } from '../words.ts';
import { type ErrorValue, returnedValues } from './error-values.ts';
import { type FieldContext, fieldHtml, fieldsHtml } from './fields.ts';
import { alternativesOf, whole } from './schema.ts';

export type OperationContext = {
  document: JsonObject;
  words: Words;
  prose: ProseOptions;
  /** From the page to the root of its language. */
  home: string;
  samples: CodeSample[];
  errors: ErrorValue[];
  language: string;
  /** The address of the API, where it is not that of the pages. */
  base: string | undefined;
};

const PLACES = ['path', 'query', 'header', 'cookie'] as const;

/** All that is said of an operation: to the left what it takes and gives, to the right how it is called. */
export function operationHtml(operation: ContractOperation, context: OperationContext): string {
  const { document, words, prose, home, samples } = context;
  const fields: FieldContext = { document, words, prose: (text) => proseHtml(text, { ...prose, deeper: 2 }) };
  const { method, isWebhook, server, path } = operation;
  const endpoint = isWebhook
    ? `<p class="endpoint"><span class="method">${escapeHtml(words.reference.event)}</span> <code>${escapeHtml(path)}</code></p>\n<p class="note">${escapeHtml(words.markdown.delivery)}</p>`
    : `<p class="endpoint"><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(basePath(server) + path)}</code></p>`;
  const deprecated = operation.isDeprecated
    ? `<p class="badge removed">${escapeHtml(words.reference.deprecated)}</p>\n`
    : '';
  return `<article class="operation">
<header>
<h1>${escapeHtml(operation.summary || operation.id)}</h1>
${deprecated}${endpoint}
<p class="formats"><a href="${home}operations/${encodeURIComponent(operation.id)}.md">Markdown</a></p>
</header>
<div class="columns">
<div class="details">
<div class="prose-text">${proseHtml(operation.description, { ...prose, deeper: 1 })}</div>
${credentialsHtml(operation, context)}
${PLACES.map((place) => parametersHtml(operation, place, fields)).join('')}
${bodyHtml(operation, fields)}
${responsesHtml(operation, context, fields)}
</div>
<div class="panels">
${samplesHtml(samples, words)}
${isWebhook ? payloadHtml(operation, context) : tryItHtml(operation, context)}
${answersHtml(operation, context)}
</div>
</div>
</article>`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section>\n<h2>${escapeHtml(title)}</h2>\n${content}\n</section>\n`;
}

function credentialsHtml(operation: ContractOperation, { document, words, prose }: OperationContext): string {
  if (operation.isWebhook) return '';
  const credentials = credentialsOf(document, operation);
  const rows = credentials.map(({ in: place, name, prefix, description }) => {
    const shown = `${place === 'header' ? '' : `${place}: `}${name}${prefix === '' ? '' : `: ${prefix.trim()} …`}`;
    return `<p><code>${escapeHtml(shown)}</code> ${inlineHtml(description, prose)}</p>`;
  });
  return section(words.reference.credentials, rows.join('\n') || `<p>${escapeHtml(words.markdown.noToken)}</p>`);
}

function parametersHtml(
  { parameters }: ContractOperation,
  place: (typeof PLACES)[number],
  context: FieldContext,
): string {
  const rows = parameters
    .filter((parameter) => parameter['in'] === place)
    .map((parameter) => {
      const content = Object.values(objectAt(parameter, 'content')).map(
        (media) => resolved(context.document, media)['schema'],
      );
      const schema = parameter['schema'] ?? content[0];
      const description = parameter['description'] === undefined ? undefined : String(parameter['description']);
      return fieldHtml(context, {
        name: String(parameter['name']),
        schema,
        required: parameter['required'] === true,
        description,
        deprecated: parameter['deprecated'] === true,
        more: typeof description === 'string' ? '' : fieldsHtml(context, schema),
      });
    });
  return section(
    context.words.markdown[place],
    rows.length === 0 ? '' : `<ul class="fields">\n${rows.join('\n')}\n</ul>`,
  );
}

function bodyHtml({ body }: ContractOperation, context: FieldContext): string {
  if (body === undefined) return '';
  const { words, prose, document } = context;
  const required =
    body['required'] === true ? ` <span class="required">${escapeHtml(words.reference.required)}</span>` : '';
  const parts = Object.entries(objectAt(body, 'content')).map(([type, media]) => {
    const { schema } = resolved(document, media);
    return `<p class="media"><code>${escapeHtml(type)}</code>${required}</p>\n${schemaHtml(schema, context)}`;
  });
  return section(words.markdown.body, `${prose(String(body['description'] ?? ''))}${parts.join('\n')}`);
}

/** The fields, or the type where there are none. */
function schemaHtml(schema: Json | undefined, context: FieldContext): string {
  const text = whole(context.document, schema)['description'];
  const said = typeof text === 'string' ? `<div class="text">${context.prose(text)}</div>` : '';
  return said + fieldsHtml(context, schema);
}

function responsesHtml({ responses }: ContractOperation, context: OperationContext, fields: FieldContext): string {
  const { document, words, prose } = context;
  const parts = responses.map(([status, response]) => {
    const isGood = /^[123]/.test(status);
    const [title, ...rest] = String(response['description'] ?? '').split('\n\n');
    const [first] = Object.entries(objectAt(response, 'content'));
    const [type, media] = first ?? [undefined, undefined];
    const schema = resolved(document, media)['schema'];
    // Of alternatives, each is shown with what it says.
    const isOne = alternativesOf(document, whole(document, schema)).length < 2;
    const texts = isGood || !isOne ? rest : [...new Set([...rest, ...responseTexts(document, response)])];
    const content = [
      texts.map((text) => proseHtml(text, { ...prose, deeper: 3 })).join(''),
      headersHtml(response, fields),
      codesHtml(response, context),
      type === undefined ? '' : `<p class="media"><code>${escapeHtml(type)}</code></p>`,
      schema === undefined ? '' : isGood ? schemaHtml(schema, fields) : fieldsHtml(fields, schema),
    ].join('\n');
    const mark = isGood ? 'good' : /^[45]/.test(status) ? 'bad' : 'other';
    const heading = `<span class="status ${mark}">${escapeHtml(status)}</span> ${inlineHtml(title ?? '', { ...prose, link: () => undefined })}`;
    return content.trim() === ''
      ? `<p class="response">${heading}</p>`
      : `<details class="response" id="response-${escapeHtml(status)}"${isGood ? ' open' : ''}>\n<summary>${heading}</summary>\n${content}\n</details>`;
  });
  return section(words.reference.responses, parts.join('\n'));
}

function headersHtml(response: JsonObject, context: FieldContext): string {
  const rows = Object.entries(objectAt(response, 'headers')).map(([name, node]) => {
    const header = resolved(context.document, node);
    const description = header['description'];
    return fieldHtml(context, {
      name,
      schema: header['schema'],
      required: false,
      description: typeof description === 'string' ? description : undefined,
    });
  });
  if (rows.length === 0) return '';
  return `<details class="inside"><summary>${escapeHtml(context.words.markdown.headers)}</summary>\n<ul class="fields">\n${rows.join('\n')}\n</ul></details>`;
}

/** Links to the codes and reasons of a response, on the page of errors. */
function codesHtml(response: JsonObject, { document, home, words, errors }: OperationContext): string {
  const links = returnedValues(document, response).flatMap(([field, value]) => {
    const entry = errors.find((error) => error.field === field && error.value === value);
    return entry === undefined
      ? []
      : [`<a href="${home}errors/#${encodeURIComponent(entry.anchor)}"><code>${escapeHtml(value)}</code></a>`];
  });
  return links.length === 0 ? '' : `<p class="codes">${escapeHtml(words.reference.codes)} ${links.join(' ')}</p>`;
}

function samplesHtml(samples: CodeSample[], words: Words): string {
  if (samples.length === 0) return '';
  const tabs = samples.map(
    (sample) =>
      `<section data-tab="${escapeHtml(sample.label)}"><h3>${escapeHtml(sample.label)}</h3>${codeHtml(sampleHtml(sample), words)}</section>`,
  );
  return panel(
    words.reference.samples,
    `<div class="tabs" data-tabs="sample" data-label="${escapeHtml(words.reference.samples)}">\n${tabs.join('\n')}\n</div>`,
  );
}

function payloadHtml({ body }: ContractOperation, { document, words }: OperationContext): string {
  const [first] = Object.values(objectAt(body, 'content'));
  const example = exampleOf(document, resolved(document, first));
  return example === undefined ? '' : panel(words.reference.payload, exampleHtml(example, words));
}

function answersHtml({ responses }: ContractOperation, { document, words }: OperationContext): string {
  const tabs = responses.flatMap(([status, response]) => {
    const [first] = Object.values(objectAt(response, 'content'));
    const media = resolved(document, first);
    const named = Object.values(objectAt(media, 'examples')).map((one) => resolved(document, one));
    const only = named.length > 0 ? undefined : exampleOf(document, media);
    const examples = only === undefined ? named : [{ value: only }];
    if (examples.length === 0) return [];
    const blocks = examples.map((example) => {
      const title = 'summary' in example ? `<p class="example">${escapeHtml(String(example['summary']))}</p>` : '';
      return `${title}${exampleHtml(example['value'] ?? null, words)}`;
    });
    return [`<section data-tab="${escapeHtml(status)}"><h3>${escapeHtml(status)}</h3>${blocks.join('\n')}</section>`];
  });
  if (tabs.length === 0) return '';
  return panel(
    words.reference.answers,
    `<div class="tabs" data-tabs data-label="${escapeHtml(words.reference.answers)}">\n${tabs.join('\n')}\n</div>`,
  );
}

function exampleHtml(value: Json, words: Words): string {
  const text =
    typeof value === 'string' ? escapeHtml(value.trimEnd()) : highlighted(JSON.stringify(value, null, 2), 'json');
  return codeHtml(text, words);
}

function codeHtml(code: string, words: Words): string {
  return `<div class="copyable"><pre class="code"><code>${code}</code></pre><button type="button" data-copy="${escapeHtml(words.reference.copied)}" hidden>${escapeHtml(words.reference.copy)}</button></div>`;
}

function panel(title: string, content: string): string {
  return `<section class="panel">\n<h2>${escapeHtml(title)}</h2>\n${content}\n</section>`;
}
