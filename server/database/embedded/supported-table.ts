import { SUPPORTED } from './supported.ts';

/** What the engine supports, as a table in Markdown: for the README, and for whoever wants to know. */
export function supportedTable(): string {
  const rows: [string, readonly string[], string][] = [
    ['Commands', commandNames(), 'With the options that the driver, the service and Agenda send.'],
    [
      'Query operators',
      SUPPORTED.queryOperators,
      'On single values, and on arrays by their elements. No documents or arrays as operands.',
    ],
    ['Combined by', SUPPORTED.logicalOperators, ''],
    ['Update operators', SUPPORTED.updateOperators, 'On paths through documents; of arrays, elements that are there.'],
    ['Aggregation stages', SUPPORTED.aggregationStages, 'In this order, and one group or count at the end.'],
    ['Accumulators', SUPPORTED.accumulators, 'Of a whole number.'],
    [
      'Index options',
      SUPPORTED.indexOptions,
      'Partial by a boolean or `{ $exists: true }`; no arrays or documents in indexed fields.',
    ],
  ];
  const lines = rows.map(
    ([what, names, note]) => `| ${what} | ${names.map((name) => `\`${name}\``).join(' ')} | ${note} |`,
  );
  return ['| | Supported | |', '|---|---|---|', ...lines, ''].join('\n');
}

/** `isMaster` is an old spelling. */
function commandNames(): string[] {
  return Object.keys(SUPPORTED.commands).filter((name) => name !== 'isMaster');
}
