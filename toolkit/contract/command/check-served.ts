import { usableContract } from '../../express/index.ts';
import { bundleContract } from '../document/bundle.ts';
import { inLanguage } from '../i18n/languages.ts';
import { unknownSchemes } from '../mock/credentials.ts';
import { operationsIn, tableOf } from '../mock/operations.ts';
import type { Arguments } from './arguments.ts';
import type { CheckResult } from './checks.ts';

/** What the server and the mock will say at their start: things of the contract that they do not check, or do not serve. They serve the rest. */
export async function checkServed({ contract }: Arguments): Promise<CheckResult> {
  const document = inLanguage(await bundleContract(contract.entry), contract.settings.written);
  const operations = operationsIn(document);
  const { problems } = usableContract({ document, operations: tableOf(operations) });
  const all = [...unknownSchemes(document, operations), ...problems];
  const summary = all.length === 0 ? 'all can be served and checked' : `${all.length} not served, or not checked`;
  return { passed: true, summary, report: all.map((problem) => `  ${problem}`).join('\n') };
}
