import { describe, expect, test } from 'vitest';
import { installCode } from '../../src/install/index.ts';
import { LEAD, PURCHASE, SETTINGS } from './support/examples.ts';
import { sandbox } from './support/gtmTemplate.ts';
import { pageScripts, SCRIPTED } from './support/pageScripts.ts';
import { viewPage } from './support/viewPage.ts';

const OTHER = { ...SETTINGS, writeKey: 'f'.repeat(32) };

describe('with two tags on a page', () => {
  // Each has a pixel for the same event.
  test.each(SCRIPTED)('an event is one of each, whatever order their codes have: %s', platform => {
    for (const pixel of [PURCHASE, LEAD]) {
      for (const other of SCRIPTED) {
        const codes = [
          pageScripts(platform, pixel),
          pageScripts(other, { ...pixel, id: 'pix_other' }, OTHER),
        ];
        for (const all of [codes, [...codes].reverse()]) {
          const page = viewPage();
          for (const { base } of all) page.run(base);
          page.loadTag();
          for (const { event } of all) page.run(event);
          page.load();
          const sent = ({ writeKey }: { writeKey: string }) =>
            page.events(writeKey).flatMap(({ type, pixel }) => (type === 'page' ? [] : [pixel]));
          expect(sent(SETTINGS), other).toEqual([pixel.id]);
          expect(sent(OTHER), other).toEqual(['pix_other']);
        }
      }
    }
  });

  test('an event is one of each by Tag Manager’s template too', () => {
    const { base_code, event_code } = installCode('gtm-template', PURCHASE, SETTINGS);
    const { run, calls } = sandbox(base_code, { mark: 1, script: 'loads' });
    run(JSON.parse(event_code));
    expect(calls.at(-1)!.at(-1)).toMatchObject({ pixel: PURCHASE.id, to: SETTINGS.writeKey });
  });
});
