import { expect, it } from 'vitest';
import { csvText } from '../../../src/server/api/csvText.ts';

it.each(['-', '+', '-1', '+49151', '+49 151', '-Abc_9.x:y-z', '-1+2', '--', 'order 7', 'a=1', ''])(
  'leaves %j as it is',
  text => {
    expect(csvText(text)).toBe(text);
  },
);

it.each([
  '=1+1',
  '=A1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\uff1d1+1',
  '\uff0bcmd()',
  '+SUM(A1)',
  "-2+3+cmd|' /C calc'!A0",
  '-1,2',
  '+1;2',
  '-A1=B1',
  '+"x"',
])('has %j read as a text', text => {
  expect(csvText(text)).toBe(`'${text}`);
});
