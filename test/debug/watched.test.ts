// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { closeFor, watchedBy } from '../../src/debug/watched.ts';

const visit = (url: string) => history.replaceState(null, '', url);

beforeEach(() => {
  sessionStorage.clear();
  visit('/');
});

it('is opened by the address, stays in the tab, and is closed for it', () => {
  expect(watchedBy()).toBe('');
  visit('/?a=1&tgp_debug=1');
  expect(watchedBy()).toBe('1');
  visit('/next');
  expect(watchedBy()).toBe('1');
  // What the tag looks for.
  expect(`${location.href}${sessionStorage.tgp_debug}`).toMatch(/\btgp_debug=/);
  closeFor('1');
  expect(watchedBy()).toBe('');
  visit('/?tgp_debug=1');
  expect(watchedBy()).toBe('');
  visit('/?tgp_debug=2');
  expect(watchedBy()).toBe('2');
});

it('takes no other parameter and no odd value for its own', () => {
  for (const query of ['?not_tgp_debug=1', '?tgp_debug=', '?tgp_debug=%3Cb%3E', '?a=tgp_debug=1']) {
    visit(`/${query}`);
    expect(watchedBy()).toBe('');
  }
});
