import { expect, test } from 'vitest';
import { CLICK_IDS } from '../../../src/protocol/clickIds.ts';
import { touchOf } from '../../../src/server/attribution/touch.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';

const landing = (campaign: Record<string, string>): StoredEvent =>
  ({
    type: 'page',
    messageId: 'm1',
    anonymousId: 'a1',
    userId: '',
    time: 1000,
    fields: { context: { campaign, sessionId: '1000' } },
  }) as unknown as StoredEvent;

test.each([...CLICK_IDS, ...CLICK_IDS.map(name => name.toLowerCase())])(
  'a landing with %s is a click',
  name => {
    expect(touchOf(landing({ [name]: '1' }))).toMatchObject({ kind: 'click' });
  },
);

test.each(['source', 'name', 'medium', 'partner_ref'])('so is one with %s', name => {
  expect(touchOf(landing({ [name]: 'x' }))).toMatchObject({ kind: 'click' });
});

// As the tag of 0.1 and 0.2 sends them.
test.each(['icid', 'topicId', 'docId', 'picid', 'clinicid'])('one with %s alone is none', name => {
  expect(touchOf(landing({ [name]: '1' }))).toBeUndefined();
  expect(touchOf(landing({ [name]: '1', source: 'news' }))).toMatchObject({ kind: 'click' });
});
