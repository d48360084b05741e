import { type Json, type JsonObject, objectAt } from '../../document/json.ts';
import { componentName } from '../../document/reference.ts';
import { escapeHtml } from '../html.ts';
import { typeOf } from '../markdown/fields.ts';
import { fill, type Words } from '../words.ts';
import { alternativesOf, insideOf, whole } from './schema.ts';

/** What fields are drawn with. `prose`: Markdown as HTML. */
export type FieldContext = { document: JsonObject; words: Words; prose: (markdown: string) => string };

/** How deep fields are drawn, and how deep they are open. */
const [DEPTH, OPEN] = [8, 1];

/** The fields of a schema as a list; those of objects inside are folded away. Empty for a schema without fields. */
export function fieldsHtml(context: FieldContext, schema: Json | undefined): string {
  return inside(context, schema, new Set(), 0);
}

/** One field, or one parameter. @param more what is inside it, as HTML */
export function fieldHtml(
  { document, words, prose }: FieldContext,
  { name, schema: node, required, description, more = '', deprecated = false }: FieldParts,
): string {
  const schema = whole(document, node);
  const marks = [
    `<span class="type">${escapeHtml(typeName(document, node, words))}</span>`,
    ...(required ? [`<span class="required">${escapeHtml(words.reference.required)}</span>`] : []),
    ...(deprecated || schema['deprecated'] === true
      ? [`<span class="deprecated">${escapeHtml(words.reference.deprecated)}</span>`]
      : []),
  ];
  const text = description ?? schema['description'];
  return `<li><div class="field"><code class="name">${escapeHtml(name)}</code> ${marks.join(' ')}</div>
${typeof text === 'string' && text !== '' ? `<div class="text">${prose(text)}</div>` : ''}
${rulesHtml(schema, words)}${more}</li>`;
}

type FieldParts = {
  name: string;
  schema: Json | undefined;
  required: boolean;
  description?: string | undefined;
  deprecated?: boolean;
  more?: string;
};

function inside(context: FieldContext, node: Json | undefined, seen: ReadonlySet<string>, depth: number): string {
  const { document, words } = context;
  const name = componentName(node);
  if (depth > DEPTH || (name !== undefined && seen.has(name))) return '';
  const within = name === undefined ? seen : new Set([...seen, name]);
  const schema = whole(document, node);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const rows = Object.entries(objectAt(schema, 'properties')).map(([property, child]) => {
    const more = folded(context, child, within, depth + 1);
    return {
      isRequired: required.includes(property),
      html: fieldHtml(context, { name: property, schema: child, required: required.includes(property), more }),
    };
  });
  const ordered = [...rows.filter(({ isRequired }) => isRequired), ...rows.filter(({ isRequired }) => !isRequired)];
  const { items, others } = insideOf(schema);
  const further =
    others === undefined
      ? []
      : [
          fieldHtml(context, {
            name: words.reference.anyName,
            schema: others,
            required: false,
            more: folded(context, others, within, depth + 1),
          }),
        ];
  const list = [...ordered.map(({ html }) => html), ...further];
  const alternatives = alternativesOf(document, schema);
  return [
    list.length === 0 ? '' : `<ul class="fields">\n${list.join('\n')}\n</ul>`,
    items === undefined ? '' : inside(context, items, within, depth),
    alternatives.length < 2
      ? alternatives.map(({ schema: only }) => inside(context, only, within, depth)).join('')
      : alternativesHtml(context, alternatives, within, depth),
  ].join('');
}

function alternativesHtml(
  context: FieldContext,
  alternatives: { name: string | undefined; schema: Json }[],
  seen: ReadonlySet<string>,
  depth: number,
): string {
  const { document, words, prose } = context;
  const parts = alternatives.map(({ name, schema }, index) => {
    const said = whole(document, schema);
    const title = String(said['title'] ?? name ?? typeName(document, schema, words));
    const content = inside(context, schema, seen, depth + 1);
    const text = typeof said['description'] === 'string' ? `<div class="text">${prose(said['description'])}</div>` : '';
    return content === '' && text === ''
      ? `<p class="alternative">${escapeHtml(title)}</p>`
      : `<details class="inside"${index === 0 && depth < OPEN ? ' open' : ''}><summary>${escapeHtml(title)}</summary>${text}${content}</details>`;
  });
  return `<div class="alternatives"><p>${escapeHtml(words.reference.oneOf)}</p>${parts.join('\n')}</div>`;
}

function folded(context: FieldContext, node: Json | undefined, seen: ReadonlySet<string>, depth: number): string {
  const content = inside(context, node, seen, depth);
  if (content === '') return '';
  return `<details class="inside"${depth <= OPEN ? ' open' : ''}><summary>${escapeHtml(context.words.reference.fields)}</summary>${content}</details>`;
}

/** The type as people write it: lists by what is in them. */
function typeName(document: JsonObject, node: Json | undefined, words: Words): string {
  const alternatives = alternativesOf(document, whole(document, node));
  if (alternatives.length > 3) return words.reference.oneOf.replace(/:$/, '');
  const named = typeOf(document, node, words);
  return named === '' ? words.reference.any : named;
}

/** What a value has to be, one rule after the other. */
function rulesHtml(schema: JsonObject, words: Words): string {
  const { reference } = words;
  const item = objectAt(schema, 'items');
  const values = Array.isArray(schema['enum']) ? schema['enum'] : Array.isArray(item['enum']) ? item['enum'] : [];
  const rules: string[] = [];
  const add = (sentence: string, value: Json | undefined) => {
    if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return;
    const code = `<code>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value))}</code>`;
    rules.push(fill(escapeHtml(sentence), { value: code }));
  };
  if (values.length > 0) {
    const codes = values.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' ');
    rules.push(fill(escapeHtml(reference.values), { values: codes }));
  }
  add(reference.default, schema['default']);
  add(reference.minimum, schema['minimum']);
  add(reference.maximum, schema['maximum']);
  add(reference.above, schema['exclusiveMinimum']);
  add(reference.below, schema['exclusiveMaximum']);
  add(reference.multiple, schema['multipleOf']);
  add(reference.minLength, schema['minLength']);
  add(reference.maxLength, schema['maxLength']);
  add(reference.minItems, schema['minItems']);
  add(reference.maxItems, schema['maxItems']);
  add(reference.pattern, schema['pattern']);
  if (schema['uniqueItems'] === true) rules.push(escapeHtml(reference.unique));
  if (schema['readOnly'] === true) rules.push(escapeHtml(reference.readOnly));
  if (schema['writeOnly'] === true) rules.push(escapeHtml(reference.writeOnly));
  return rules.length === 0 ? '' : `<p class="rules">${rules.join(' · ')}</p>`;
}
