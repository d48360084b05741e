/** Something the user can put right: its message is shown alone, without a stack trace. */
export class ToolError extends Error {
  override name = 'ToolError';
}

/** The command line was wrong: exit code 2, and the usage is shown. */
export class UsageError extends ToolError {
  override name = 'UsageError';
}
