import type { CaseOutcome, RunOutcome } from './run-outcome.ts';

/** An error of a whole call: files with problems, an interrupt, a store that cannot be written. */
export interface CallProblem {
  /** Files of the call. */
  readonly file: string;
  readonly message: string;
}

/**
 * JUnit XML: a suite for every study and campaign, with a test case for every analysis and every configuration. What was not computed
 * counts as skipped; an error that is no failure of a stage is a case of its own.
 */
export function junitXml(outcomes: readonly RunOutcome[], problem?: CallProblem): string {
  const suites = outcomes.map(({ name, file, cases, seconds }) => suiteOf(name, file, cases(), seconds));
  if (problem !== undefined) suites.push(problemSuite(problem));
  const sum = (of: (suite: Suite) => number): number => suites.reduce((total, suite) => total + of(suite), 0);
  const counts = attributes({
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
    skipped: sum(({ skipped }) => skipped),
    time: seconds(sum(({ time }) => time)),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cevns"${counts}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly time: number;
  readonly lines: readonly string[];
}

function suiteOf(name: string, file: string, cases: readonly CaseOutcome[], time: number): Suite {
  const failures = cases.filter(({ state }) => state === 'failed').length;
  const skipped = cases.filter(({ state }) => state === 'not computed').length;
  const head = attributes({ name, file, tests: cases.length, failures, errors: 0, skipped, time: seconds(time) });
  return {
    tests: cases.length,
    failures,
    errors: 0,
    skipped,
    time,
    lines: [`  <testsuite${head}>`, ...cases.flatMap((one) => caseLines(name, file, one)), '  </testsuite>'],
  };
}

function caseLines(suite: string, file: string, one: CaseOutcome): string[] {
  const head = `    <testcase${attributes({ classname: suite, name: one.name, file, time: seconds(one.seconds) })}`;
  if (one.state === 'done') return [`${head}/>`];
  if (one.state === 'not computed') return [`${head}>`, '      <skipped message="not computed"/>', '    </testcase>'];
  return [`${head}>`, complaint('failure', one.cause ?? ''), '    </testcase>'];
}

function problemSuite({ file, message }: CallProblem): Suite {
  const head = attributes({ name: file, tests: 1, failures: 0, errors: 1, skipped: 0, time: seconds(0) });
  const lines = [
    `  <testsuite${head}>`,
    `    <testcase${attributes({ classname: file, name: 'run', time: seconds(0) })}>`,
    complaint('error', message),
    '    </testcase>',
    '  </testsuite>',
  ];
  return { tests: 1, failures: 0, errors: 1, skipped: 0, time: 0, lines };
}

function complaint(element: 'failure' | 'error', message: string): string {
  return `      <${element}${attributes({ message: message.split('\n')[0]! })}>${escaped(message)}</${element}>`;
}

function seconds(value: number): string {
  return value.toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0, which has no place for most control characters and for halves of surrogate pairs, however they are written. */
function escaped(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML does not allow
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd')
      .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
  );
}
