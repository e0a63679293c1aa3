import { describe, expect, it } from 'vitest';
import { readProblems } from '../../../src/ui/console/readProblems.ts';

describe('what an answer says is wrong', () => {
  it.each([
    [
      "the collector's own",
      { error: { message: 'all', detail: [{ field: 'a.b', message: 'no' }] } },
      { message: 'all', problems: [{ field: 'a.b', message: 'no' }] },
    ],
    [
      'one message of a field',
      { error: { message: 'path: taken' } },
      { message: 'path: taken', problems: [{ field: 'path', message: 'path: taken' }] },
    ],
    [
      'advertising, of several fields',
      { response: { error: 'name: must be a text; piggyback_pixels.0.url: must not; never' } },
      {
        message: 'name: must be a text; piggyback_pixels.0.url: must not; never',
        problems: [
          { field: 'name', message: 'name: must be a text' },
          { field: 'piggyback_pixels.0.url', message: 'piggyback_pixels.0.url: must not; never' },
        ],
      },
    ],
    [
      'pixel events',
      { detail: 'title: no' },
      { message: 'title: no', problems: [{ field: 'title', message: 'title: no' }] },
    ],
    [
      'business pixels',
      { messages: ['name: no', 'domain: no'] },
      {
        message: 'name: no; domain: no',
        problems: [
          { field: 'name', message: 'name: no' },
          { field: 'domain', message: 'domain: no' },
        ],
      },
    ],
    ['no field', { error: { message: 'Too many: wait' } }, { message: 'Too many: wait', problems: [] }],
    ['nothing', undefined, { message: undefined, problems: [] }],
    ['null', null, { message: undefined, problems: [] }],
  ])('in the dialect of %s', (_, answer, told) => {
    expect(readProblems(answer)).toEqual(told);
  });
});
