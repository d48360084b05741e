import { type Contract, type Operation, operationsOf } from './contract.ts';
import { mediaProblem } from './request/media.ts';
import { usableDocument } from './usable-document.ts';

/** A contract as it can be served, and a sentence about each thing of it that is not checked, or not served. */
export function usableContract<Table extends Contract['operations']>(
  contract: Contract<Table>,
): { usable: Contract<Table>; operations: Operation[]; problems: string[] } {
  const { document, problems } = usableDocument(contract.document);
  const usable = { ...contract, document };
  const operations = operationsOf(usable);
  return {
    usable,
    operations,
    problems: [...problems, ...unreachable(operations), ...operations.flatMap(bodyProblems)],
  };
}

/** Operations that no request leads to. */
function unreachable(operations: Operation[]): string[] {
  const first = new Map<string, string>();
  return operations.flatMap(({ id, method, path }) => {
    if (/[?#]/.test(path)) return [`${id} is not served: the path of a request has neither \`?\` nor \`#\`.`];
    const key = `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, id);
    return other === undefined ? [] : [`${id} is not served: its requests lead to ${other}.`];
  });
}

function bodyProblems({ id, body }: Operation): string[] {
  return (body?.media ?? []).flatMap((media) => {
    const problem = mediaProblem(media);
    return problem === null ? [] : [`The body ${media.type} of ${id} ${problem}`];
  });
}
