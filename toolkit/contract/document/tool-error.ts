import { relative } from 'node:path';

/** Something the user can put right: its message is shown alone, without a stack trace. */
export class ToolError extends Error {
  override name = 'ToolError';
}

/** The command line was wrong: exit code 2, and the usage is shown. */
export class UsageError extends ToolError {
  override name = 'UsageError';
}

/** What the linter's reader throws for a file that it cannot read: `… in "/folder/openapi.yaml" (2:1)`. Other errors stay what they are. */
export function withPlace(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ToolError) return error;
  const [, text = '', file = '', place = ''] = /^(.*?) in "(.+)" \((\d+:\d+)\)/s.exec(error.message) ?? [];
  if (place === '') return error;
  return new ToolError(`${relative(process.cwd(), file)}:${place}: This is not valid YAML: ${text.split('\n')[0]}.`);
}
