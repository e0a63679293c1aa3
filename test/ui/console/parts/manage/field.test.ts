import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  draftOf,
  type Field,
  fieldsFor,
  localTime,
  problemsAt,
} from '../../../../../src/ui/console/parts/manage/field.ts';

const FIELDS: Field[] = [
  { name: 'name', label: 'Name', isNeeded: true },
  { name: 'id', label: 'Id', only: 'new' },
  { name: 'path', label: 'Path', isNullable: true, only: 'change' },
  { name: 'hosts', label: 'Hosts', is: 'lines', only: 'change' },
  { name: 'days', label: 'Days', is: 'number' },
  { name: 'off', label: 'Off', is: 'flag' },
  {
    name: 'kind',
    label: 'Kind',
    is: 'choice',
    isNumber: true,
    options: [
      ['', 'none'],
      ['7', 'seven'],
    ],
  },
  { name: 'ends_at', label: 'Ends', is: 'time' },
];
const ROW = {
  name: 'Élan',
  path: null,
  hosts: ['a.example', 'b.example'],
  days: 30,
  off: true,
  kind: 7,
  ends_at: '2026-11-30T10:00:00Z',
};
const changed = fieldsFor(FIELDS, false);

describe('the fields of a record', () => {
  it('are others of a new one than of one that is changed', () => {
    expect(fieldsFor(FIELDS, true).map(({ name }) => name)).not.toContain('path');
    expect(changed.map(({ name }) => name)).not.toContain('id');
  });

  it('send of a new one what was said', () => {
    const fields = fieldsFor(FIELDS, true);
    const draft = draftOf(fields, undefined);
    expect(draft).toEqual({ name: '', id: '', days: '', off: false, kind: '', ends_at: '' });
    // What is needed is sent empty: the collector says what it takes.
    expect(bodyOf(fields, draft)).toEqual({ name: '', off: false });
    expect(bodyOf(fields, { ...draft, name: ' N ', days: '7', kind: '7' })).toEqual({
      name: 'N',
      days: 7,
      off: false,
      kind: 7,
    });
  });

  it('send of another one what is different alone', () => {
    const draft = draftOf(changed, ROW);
    expect(draft).toMatchObject({
      name: 'Élan',
      hosts: 'a.example\nb.example',
      days: '30',
      off: true,
      kind: '7',
    });
    expect(bodyOf(changed, draft, ROW)).toEqual({});
    expect(bodyOf(changed, { ...draft, days: '', kind: '', path: ' x ' }, ROW)).toEqual({
      days: null,
      kind: null,
      path: 'x',
    });
    expect(bodyOf(changed, { ...draft, hosts: ' b.example, \n\nb.example', off: false }, ROW)).toEqual({
      hosts: ['b.example'],
      off: false,
    });
  });

  it.each([
    ['1,5', 1.5],
    ['0', 0],
    ['many', 'many'],
  ])('send the number "%s" as %j', (text, sent) => {
    expect(bodyOf(changed, { ...draftOf(changed, ROW), days: text }, ROW)).toEqual({ days: sent });
  });

  it("send a time of the reader's own as one of everybody's", () => {
    const own = localTime(new Date('2026-11-30T10:00:00Z'));
    expect(draftOf(changed, ROW).ends_at).toBe(own);
    const later = localTime(new Date('2026-12-01T10:00:00Z'));
    expect(bodyOf(changed, { ...draftOf(changed, ROW), ends_at: later }, ROW)).toEqual({
      ends_at: '2026-12-01T10:00:00.000Z',
    });
    expect(bodyOf(changed, { ...draftOf(changed, ROW), ends_at: 'soon' }, ROW)).toEqual({ ends_at: 'soon' });
  });

  it('have what is wrong with a part of them', () => {
    const problems = ['hosts.1', 'hosts', 'hosts_more', 'name'].map(field => ({ field, message: field }));
    expect(problemsAt(problems, 'hosts').map(({ field }) => field)).toEqual(['hosts.1', 'hosts']);
  });
});
