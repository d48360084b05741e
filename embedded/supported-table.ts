import { SUPPORTED } from './supported.ts';

/** The languages that the table is written in: those of the engine's READMEs. */
export type TableLanguage = 'en' | 'pt-BR';

type Row = { names: readonly string[] } & Record<TableLanguage, [what: string, note: string]>;

/** `isMaster` is an old spelling. */
const commandNames = Object.keys(SUPPORTED.commands).filter((name) => name !== 'isMaster');

const ROWS: Row[] = [
  {
    names: commandNames,
    en: [
      'Commands',
      'With the options that the driver, the service and Agenda send. `explain` with the verbosity `executionStats` only.',
    ],
    'pt-BR': [
      'Comandos',
      'Com as opções que o driver, o serviço e o Agenda enviam. `explain` só com a verbosidade `executionStats`.',
    ],
  },
  {
    names: SUPPORTED.queryOperators,
    en: ['Query operators', 'On single values, and on arrays by their elements. No documents or arrays as operands.'],
    'pt-BR': [
      'Operadores de consulta',
      'Em valores simples e, em arrays, pelos elementos. Sem documentos nem arrays como operandos.',
    ],
  },
  {
    names: SUPPORTED.logicalOperators,
    en: ['Combined by', ''],
    'pt-BR': ['Combinados por', ''],
  },
  {
    names: SUPPORTED.updateOperators,
    en: ['Update operators', 'On paths through documents; of arrays, elements that are there.'],
    'pt-BR': [
      'Operadores de atualização',
      'Em caminhos dentro de documentos; em arrays, só em elementos que já existem.',
    ],
  },
  {
    names: SUPPORTED.aggregationStages,
    en: ['Aggregation stages', 'In this order, and one group or count at the end.'],
    'pt-BR': ['Estágios de agregação', 'Nesta ordem, e um único group ou count no fim.'],
  },
  {
    names: SUPPORTED.accumulators,
    en: ['Accumulators', 'Of a whole number.'],
    'pt-BR': ['Acumuladores', 'De um número inteiro.'],
  },
  {
    names: SUPPORTED.indexOptions,
    en: ['Index options', 'Partial by a boolean or `{ $exists: true }`; no arrays or documents in indexed fields.'],
    'pt-BR': [
      'Opções de índice',
      'Parcial por um booleano ou `{ $exists: true }`; sem arrays nem documentos em campos indexados.',
    ],
  },
];

/** What the engine supports, as a table in Markdown: for the READMEs, and for whoever wants to know. */
export function supportedTable(language: TableLanguage): string {
  const head = { en: ['', 'Supported', ''], 'pt-BR': ['', 'Suportado', ''] }[language];
  const rows = ROWS.map(({ names, [language]: [what, note] }) => [
    what,
    names.map((name) => `\`${name}\``).join(' '),
    note,
  ]);
  return [head, ['---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
