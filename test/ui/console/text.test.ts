import { expect, it } from 'vitest';
import { PLATFORMS } from '../../../src/install/platforms.ts';
import { TEXT } from '../../../src/ui/console/text.ts';

it('has a label for each platform, and for nothing else', () => {
  expect(Object.keys(TEXT.pixels.platforms)).toEqual(PLATFORMS);
});
