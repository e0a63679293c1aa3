import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeQuery } from '../../src/protocol/query.ts';
const vectors = JSON.parse(readFileSync('/work/shared/vectors/pixel-query.json','utf8'));
for (const v of vectors) if (v.decoded && v.accepted) it(v.name, () => {
  const { fields } = decodeQuery(v.query);
  delete fields.writeKey; delete fields.type;
  if (fields.name === '') fields.name = 'Unknown Page';
  expect(JSON.parse(JSON.stringify(fields))).toEqual(v.decoded);
});
