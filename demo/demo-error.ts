/** The demo cannot go on. `lines` say why, one a language; none when there is nothing to explain. */
export class DemoError extends Error {
  readonly lines: string[];
  readonly exitCode: number;
  constructor(lines: string[], exitCode = 1) {
    super(lines.join('\n'));
    this.name = 'DemoError';
    this.lines = lines;
    this.exitCode = exitCode;
  }
}
