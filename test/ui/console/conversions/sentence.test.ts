import { describe, expect, it } from 'vitest';
import type { Conversion, ConversionAnswer, Rule } from '../../../../src/ui/console/conversions/answers.ts';
import { ruleSentence, sentence } from '../../../../src/ui/console/conversions/sentence.ts';

const place = { locale: 'en-GB', timeZone: 'UTC' };
const names = new Map([[12, 'Autumn']]);
const rule: Rule = {
  trigger_type: 'hybrid',
  click_window: 43_200,
  view_window: 60,
  landings_count: true,
  line_item_ids: [],
};
const touch = {
  kind: 'click' as const,
  time: '2026-03-03T10:00:00Z',
  counts_from: '2026-03-03T10:00:00Z',
  line_item_id: 12,
  campaign_id: null,
  campaign: null,
  verdict: 'credited' as const,
};
const answer = (part: Partial<Conversion> = {}, touches = [touch]): ConversionAnswer => ({
  conversion: {
    attribution: 'click',
    time: '2026-03-05T10:00:00Z',
    touch_time: touch.time,
    anonymousId: 'a',
    userId: null,
    line_item_id: 12,
    campaign_id: null,
    campaign: null,
    ...part,
  } as Conversion,
  rule,
  touches,
  whole: true,
});

describe('a conversion', () => {
  it('is credited to a click on a line item within a window', () => {
    expect(sentence(answer(), names, place)).toBe(
      'Credited to the click on line item “Autumn” (12) on 3 March 2026, 2 days before, within the pixel’s 30 days after a click.',
    );
  });

  it('is credited to a visit, known by its campaign, whatever that says', () => {
    const landing = { line_item_id: null, campaign: { source: '<b>news</b>', medium: 'email', name: 7 } };
    expect(sentence(answer(landing, []), names, place)).toContain(
      'Credited to the visit from <b>news</b> / email on 3 March',
    );
  });

  it('is credited to a view at the same moment', () => {
    const view = { attribution: 'view' as const, time: touch.time };
    expect(sentence(answer(view), new Map(), place)).toBe(
      'Credited to the view of line item 12 on 3 March 2026, less than a second before, within the pixel’s 1 hour after a view.',
    );
  });

  it('is credited to nothing, for one reason or another', () => {
    const none = { attribution: 'unattributed' as const, touch_time: null };
    expect(sentence(answer({ ...none, anonymousId: null }, []), names, place)).toMatch(/names no visitor/);
    expect(sentence(answer(none, []), names, place)).toMatch(/saw and clicked no ad/);
    expect(sentence(answer(none), names, place)).toMatch(/the one touch before it does not count/);
    expect(sentence(answer(none, [touch, touch]), names, place)).toMatch(/none of the 2 touches/);
  });
});

it('says what a pixel credits', () => {
  expect(ruleSentence(rule, names, place)).toBe(
    'The latest click of the 30 days before, and without one the latest view of the 1 hour before.',
  );
  expect(
    ruleSentence(
      { ...rule, trigger_type: 'view', landings_count: false, line_item_ids: [12, 13] },
      names,
      place,
    ),
  ).toBe(
    'The latest view of the 1 hour before. Only of these line items: Autumn and 13. No visits that name no line item.',
  );
});
