import { describe, expect, it } from 'vitest';
import {
  directionOf,
  readAsked,
  turned,
  writeAsked,
} from '../../../../../src/ui/console/parts/manage/asked.ts';

const KIND = { sort: 'created_at' };
const ASKING = {
  sort: '',
  filters: [
    { name: 'actor', label: 'By' },
    { name: 'from', label: 'From' },
  ],
};

describe('what a list is asked', () => {
  it('is in its address, and what is as without it is not', () => {
    const asked = readAsked('account=a&search=x%20y&sort=name.desc&actor=me', KIND);
    expect(asked).toEqual({ filters: { search: 'x y' }, sort: 'name.desc' });
    expect(readAsked('', ASKING)).toEqual({ filters: { actor: '', from: '' }, sort: '' });
    const next = { filters: { search: '' }, sort: 'created_at' };
    expect(String(writeAsked('account=a&search=x&sort=name', next, KIND))).toBe('account=a');
    expect(String(writeAsked('account=a', { filters: { search: 'é&' }, sort: 'name' }, KIND))).toBe(
      'account=a&search=%C3%A9%26&sort=name',
    );
  });

  it('turns round with a second click', () => {
    expect(turned('created_at', 'name')).toBe('name');
    expect(turned('name', 'name')).toBe('name.desc');
    expect(turned('name.desc', 'name')).toBe('name');
    expect(directionOf('name.desc', 'name')).toBe('descending');
    expect(directionOf('names', 'name')).toBe('none');
  });
});
