import { expect, it } from 'vitest';
import { readDemo } from '../../../src/ui/console/readDemo.ts';

it('reads the demo as the collector writes it', () => {
  const demo = { account: 'demo', writeKey: 'k</script>', token: 'tgp_demo' };
  expect(readDemo(JSON.stringify(demo).replaceAll('<', '\\u003c'))).toEqual(demo);
});

it.each(['null', '{{demo}}', '', '{}', '{"account":"demo","writeKey":"k"}'])('%j is no demo', text => {
  expect(readDemo(text)).toBeNull();
});
