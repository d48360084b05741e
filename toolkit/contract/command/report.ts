import { relative } from 'node:path';

/** Something to put right, and where. `file` is absolute; lines and columns count from 1. */
export type Finding = {
  file: string;
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'note';
  rule: string;
  message: string;
};

export const reportFormats = ['table', 'json', 'github', 'sarif', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Findings as `file:line:column severity: message`, one a line, for people. */
export function linesOf(findings: Finding[]): string {
  return findings
    .map(
      ({ file, line, column, severity, message }) =>
        `  ${relative(process.cwd(), file)}:${line}:${column} ${severity}: ${message}`,
    )
    .join('\n');
}

/** Findings as a CI reads them: GitHub's workflow commands, SARIF 2.1.0, or JUnit's XML. */
export function findingsAs(format: 'github' | 'sarif' | 'junit', findings: Finding[]): string {
  const placed = findings.map((finding) => ({
    ...finding,
    file: relative(process.cwd(), finding.file).replaceAll('\\', '/'),
  }));
  return { github, sarif, junit }[format](placed);
}

function github(findings: Finding[]): string {
  const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return findings
    .map(({ file, line, column, severity, rule, message }) => {
      const kind = severity === 'note' ? 'notice' : severity;
      return `::${kind} file=${property(file)},line=${line},col=${column},title=${property(rule)}::${escaped(message)}\n`;
    })
    .join('');
}

function sarif(findings: Finding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].map((id) => ({ id }));
  const results = findings.map(({ file, line, column, severity, rule, message }) => ({
    ruleId: rule,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'contract', rules } }, results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function junit(findings: Finding[]): string {
  const cases = findings.map(({ file, line, column, severity, rule, message }) => {
    const place = `${file}:${line}:${column}`;
    const failure =
      severity === 'error' ? `<failure message="${xml(message)}">${xml(`${place} ${message}`)}</failure>` : '';
    return `    <testcase classname="${xml(rule)}" name="${xml(`${place} ${message}`)}" file="${xml(file)}" line="${line}">${failure}</testcase>\n`;
  });
  const failures = findings.filter(({ severity }) => severity === 'error').length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="contract" tests="${findings.length}" failures="${failures}">\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
}

function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
