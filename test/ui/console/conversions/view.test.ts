import { expect, it } from 'vitest';
import { readView, type View, writeView } from '../../../../src/ui/console/conversions/view.ts';

it('leaves out of the address what is usual', () => {
  expect(writeView(readView(''))).toBe('');
});

it('reads all that it wrote, no groups too', () => {
  const view: View = {
    account: 'shop & co',
    range: '2026-11-01..2026-11-20',
    pixel: '12',
    lineItem: '7',
    attribution: 'click',
    value: 'unsigned',
    by: [],
  };
  expect(readView(writeView(view))).toEqual(view);
  expect(readView(writeView({ ...view, by: ['line_item', 'hour'] })).by).toEqual(['line_item', 'hour']);
});

it('is as usual where an address says what can’t be', () => {
  expect(readView('range=ever&pixel=1%3Bx&lineItem=-1&attribution=luck&value=5')).toEqual(readView(''));
  expect(readView('by=hour,pixel,cats,hour').by).toEqual(['pixel', 'hour']);
});
