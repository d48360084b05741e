import type { ParameterInContract } from '../contract.ts';
import { message } from '../messages.ts';
import type { Finding } from './findings.ts';

/** How JSON writes numbers (RFC 8259, 6), but for zeros in front. What else JavaScript reads as one (`0x1`, ` 1`, and `1e2` for 100) is none. */
const NUMBER: Record<string, RegExp> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/,
};

/** Parameters that should be numbers, and are something that only JavaScript takes for one. */
export function numberFindings(
  parameters: ParameterInContract[],
  given: (parameter: ParameterInContract) => string | string[] | undefined,
): Finding[] {
  return parameters.flatMap((parameter): Finding[] => {
    const { name, type } = parameter;
    const pattern = NUMBER[type ?? ''];
    const value = given(parameter);
    if (!pattern || !type || value === undefined || value === '') return [];
    const isNumber = typeof value === 'string' && pattern.test(value) && Number.isFinite(Number(value));
    return isNumber ? [] : [{ field: name, message: message('invalid_type', { expected: type }) }];
  });
}
