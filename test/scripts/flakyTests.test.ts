import { describe, expect, it } from 'vitest';
import { flakyTests, flakyWords } from '../../scripts/flakyTests.mjs';

const test = (status: string, ...messages: string[]) => ({
  projectName: 'chromium',
  status,
  results: [...messages.map(message => ({ error: { message } })), {}],
});

const report = {
  suites: [
    {
      title: 'views.spec.ts',
      line: 0,
      specs: [
        { title: 'good', file: 'views.spec.ts', line: 3, tests: [test('expected')] },
        { title: 'bad', file: 'views.spec.ts', line: 9, tests: [test('unexpected', 'no')] },
      ],
      suites: [
        {
          title: 'a group',
          line: 20,
          specs: [
            {
              title: 'slow',
              file: 'views.spec.ts',
              line: 21,
              tests: [test('flaky', '\u001b[31mError: late\u001b[39m\nat line 21'), test('skipped')],
            },
          ],
        },
      ],
    },
  ],
};

describe('what passed only at the second try', () => {
  it('is told by its file, line, name and engine, with what the first try said', () => {
    expect(flakyTests(report)).toEqual(['views.spec.ts:21 a group › slow [chromium]: Error: late']);
  });

  it('is counted and named', () => {
    expect(flakyWords(flakyTests(report))).toMatch(
      /FLAKY: 1 passed .*\n! {3}views\.spec\.ts:21 a group › slow/,
    );
    expect(flakyWords([])).toBe('');
  });

  it('is nothing where there is no report', () => expect(flakyTests({})).toEqual([]));
});
