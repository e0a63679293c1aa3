import { stripVTControlCharacters } from 'node:util';

/**
 * The tests that failed first and passed when they were tried again, by Playwright's report: each by its file, line,
 * name and engine, with what the first try said.
 */
export function flakyTests(report) {
  const found = [];
  const walk = ({ suites = [], specs = [] }, above) => {
    for (const suite of suites) walk(suite, suite.line ? [...above, suite.title] : above);
    for (const { file, line, title, tests } of specs)
      for (const { projectName, status, results } of tests) {
        if (status !== 'flaky') continue;
        const name = [...above, title].join(' › ');
        found.push(`${file}:${line} ${name} [${projectName}]: ${reason(results)}`);
      }
  };
  walk(report, []);
  return found;
}

/** What people are told of them; empty where there are none. */
export const flakyWords = names =>
  names.length
    ? `\n! FLAKY: ${names.length} passed only at the second try. Each is a fault, of the test or of the code:\n${names
        .map(name => `!   ${name}`)
        .join('\n')}`
    : '';

/** Playwright colours it. */
const reason = results =>
  stripVTControlCharacters(results.find(({ error }) => error)?.error.message ?? 'no reason given').split(
    '\n',
  )[0];
