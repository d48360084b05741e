import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleContract } from '../document/bundle.ts';
import { operationsIn } from '../document/operations.ts';
import { basePath } from '../document/servers.ts';
import { ToolError } from '../document/tool-error.ts';
import { translatedLanguages } from '../i18n/languages.ts';
import { placesOfMessages, readMessages } from '../i18n/messages.ts';
import type { Arguments } from './arguments.ts';
import { type CheckResult, counted } from './checks.ts';
import { type Finding, linesOf } from './report.ts';

/** The server's sources say nothing that is no message, have no routes of their own, and use every message. */
export async function checkCode({ contract }: Arguments): Promise<CheckResult> {
  const { settings } = contract;
  const folder = dirname(settings.file ?? contract.entry);
  const files = globSync(settings.code, {
    cwd: folder,
    exclude: ['**/node_modules/**', '**/*.d.ts', '**/*.{test,spec}.*'],
  });
  if (files.length === 0) {
    throw new ToolError(`No file is like ${settings.code.join(' or ')}, which contract.yaml has as its code.`);
  }
  const document = await bundleContract(contract.entry);
  const { messages } = readMessages(contract, translatedLanguages(contract, document['info']));
  const paths = operationsIn(document)
    .filter(({ isWebhook }) => !isWebhook)
    .flatMap(({ path, server }) => [path, basePath(server) + path]);
  // Loaded only here: it brings the TypeScript compiler along.
  const { faultsOfCode } = await import('../lint/code.ts');
  const keys = messages.map(({ key }) => key);
  const { faults, used } = faultsOfCode(files.map((file) => join(folder, file)).sort(), { keys, paths });
  const placeOf = messages.length > 0 ? placesOfMessages(contract) : () => ({ line: 1, column: 1 });
  const unused = keys
    .filter((key) => !used.has(key))
    .map(
      (key): Finding => ({
        file: contract.messages,
        ...placeOf(key),
        severity: 'warning',
        rule: 'code/unused-message',
        message: `Nothing in the code uses the message "${key}".`,
      }),
    );
  const errors = faults.map((fault): Finding => ({ ...fault, severity: 'error', rule: `code/${fault.rule}` }));
  const findings = [...errors, ...unused];
  return {
    passed: errors.length === 0,
    summary: `${counted(files.length, 'file')}, ${counted(errors.length, 'error')}, ${counted(unused.length, 'warning')}`,
    report: linesOf(findings),
    findings,
  };
}
