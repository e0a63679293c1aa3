import { expect, it } from 'vitest';
import { reportPath } from '../../../../src/ui/console/overview/reportPath.ts';
import { readView } from '../../../../src/ui/console/overview/view.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const asked = (query: string, without: Parameters<typeof reportPath>[3]['without'] = []) => {
  const [path, given] = reportPath(readView(query), 'acme', NOW, {
    name: 'top',
    more: { limit: '8' },
    without,
  }).split('?');
  return { path, ...Object.fromEntries(new URLSearchParams(given)) };
};

it('asks for days of a zone, compared with those before', () => {
  expect(asked('tz=Asia/Tokyo&range=7d')).toEqual({
    path: 'reports/top',
    account_id: 'acme',
    from: '2026-11-15',
    to: '2026-11-22',
    tz: 'Asia/Tokyo',
    who: 'people',
    compare: 'previous',
    limit: '8',
  });
});

it('asks for what is filtered by, of one tag', () => {
  const key = 'a'.repeat(32);
  expect(asked(`tz=UTC&tag=${key}&who=all&compare=none&where=page:/a%26b&where=!country:AT`)).toMatchObject({
    writeKey: key,
    who: 'all',
    where: '[{"dimension":"page","values":["/a&b"]},{"dimension":"country","values":["AT"],"not":true}]',
  });
});

it('leaves out what a report does not take', () => {
  const names = Object.keys(asked('tz=UTC&where=page:/a', ['who', 'where', 'compare']));
  expect(names).toEqual(['path', 'account_id', 'from', 'to', 'tz', 'limit']);
});
