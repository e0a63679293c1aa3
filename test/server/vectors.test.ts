import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decodeQuery } from '../../src/protocol/query.ts';
import { validateEvent } from '../../src/server/collect/validateEvent.ts';
import { COPY, RECORDING, type Vector, vectors } from '../support/vectors.ts';

/** Where we differ from the recording on purpose, with the reason. */
const deviations: Record<string, string> = {
  'empty writeKey': 'an empty key is a missing one: 400 with its text',
  'track no event param': 'a track without an event is refused, not stored without a name (PROTOCOL §4)',
  'track event.sub only': 'an event that is no text has no name to be counted under',
  'anonymousId as object': 'an identity is a text',
  'anonymousId and anonymousId.x': 'an identity is a text',
  'receivedAt kept': "the time of receipt is the collector's own",
  'page name and name.sub': 'keys apply in query order, so the later name.x replaces name',
  'integrations.X': 'we route to no destinations, so there is no default for them',
  'append -1 with 0': 'query order: the recording is one of several random results',
  'escaped digit nested': 'query order: the recording is one of several random results',
  'lbracket start nested': 'query order: the recording is one of several random results',
  'lbracket top nested': 'query order: the recording is one of several random results',
  'lbrace start nested': 'query order: the recording is one of several random results',
  'lbrace top nested': 'query order: the recording is one of several random results',
  'star top': 'a key with an unescaped wildcard is skipped, never used to overwrite',
};

/** What we make of a query, in the recording's terms. */
function ours({ type, query, decoded }: Vector): Pick<Vector, 'accepted' | 'reason' | 'status' | 'decoded'> {
  const { event, refusal } = validateEvent(type, decodeQuery(query), {
    receivedAt: 0,
    messageId: () => 'made',
  });
  if (refusal) return { accepted: false, ...refusal };
  const fields = JSON.parse(JSON.stringify(event.fields));
  // The recording names a messageId only where the query did.
  return {
    accepted: true,
    decoded: decoded && 'messageId' in decoded ? { ...fields, messageId: event.messageId } : fields,
  };
}

function agrees(vector: Vector): boolean {
  const result = ours(vector);
  if (!vector.accepted) {
    const sameStatus = vector.status === undefined || vector.status === result.status;
    return !result.accepted && result.reason === vector.reason && sameStatus;
  }
  return result.accepted && isDeepStrictEqual(result.decoded, vector.decoded);
}

describe('the recorded vectors', () => {
  it('are all there', () => expect(vectors.length).toBeGreaterThan(350));

  it.runIf(existsSync(RECORDING))('are the same in our copy', () => {
    expect(readFileSync(COPY, 'utf8')).toBe(readFileSync(RECORDING, 'utf8'));
  });

  it.each(vectors.filter(({ name }) => !(name in deviations)))('agree: $name', vector => {
    const result = ours(vector);
    const { accepted, decoded, reason } = vector;
    expect(result).toMatchObject(accepted ? { accepted } : { accepted, reason });
    if (accepted) expect(result.decoded).toEqual(decoded);
    expect(agrees(vector)).toBe(true);
  });

  it.each(Object.entries(deviations))('differ: %s (%s)', name => {
    const named = vectors.filter(vector => vector.name === name);
    expect(named.length, 'a deviation must name a vector').toBeGreaterThan(0);
    for (const vector of named) expect(agrees(vector), 'agrees by now: take it off the list').toBe(false);
  });
});
