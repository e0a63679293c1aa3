import { expect, it } from 'vitest';
import { readView, type View, writeView } from '../../../../src/ui/console/overview/view.ts';

it('leaves out of the address what is usual', () => {
  expect(writeView(readView(''))).toBe('');
});

it('reads all that it wrote', () => {
  const view: View = {
    account: 'shop & co',
    tag: 'a'.repeat(32),
    range: '2026-11-01..2026-11-20',
    compare: 'year',
    tz: 'Asia/Kolkata',
    who: 'automated',
    where: [
      { dimension: 'page', values: ['/?a=b&c#d', '/ä'] },
      { dimension: 'country', values: [''], not: true },
    ],
    measure: 'revenue',
    by: 'week',
    currency: 'EUR',
    panels: { sources: 'campaign', places: 'language' },
    property: 'products.0.sku',
  };
  expect(readView(writeView(view))).toEqual(view);
});

it('is as usual where an address says what can’t be', () => {
  const query =
    'range=ever&compare=x&tz=Mars/Base&who=cats&where=x:y&measure=luck&by=year&sources=page&pages=constructor&toString=1';
  expect(readView(query)).toEqual(readView(''));
});

it('says nothing of a panel that shows what it shows at first', () => {
  expect(writeView({ ...readView(''), panels: { pages: 'page', devices: 'browser' } })).toBe(
    'devices=browser',
  );
});
