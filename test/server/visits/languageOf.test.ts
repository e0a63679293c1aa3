import { expect, test } from 'vitest';
import { languageOf } from '../../../src/server/visits/languageOf.ts';

test.each([
  ['de-AT', 'de-AT'],
  ['DE_at', 'de-AT'],
  ['en', 'en'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['es-419', 'es-419'],
  ['en-US@posix', 'en-US'],
  ['de-DE-1996', 'de-DE'],
  ['', ''],
  ['c', ''],
  ['<script>', ''],
  ['german', ''],
])('of "%s" is "%s"', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
