import { Type } from 'typebox';
import { MAX_ID } from '../collect/readId.ts';
import { parseTime } from '../http/parseTime.ts';
import { checkedBy } from '../http/validate.ts';
import type { StoredEvent } from '../store/event.ts';

const time = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$',
  fix: 'must be a time like 2026-11-21T10:00:00.000Z',
});
const text = Type.String({ fix: 'must be a text' });
const types: StoredEvent['type'][] = [
  'page',
  'track',
  'identify',
  'screen',
  'group',
  'alias',
  'impression',
  'click',
  'fire',
];

/** A `User-Agent`, and what else a request says of its sender, as JSON. */
const MAX_SIGNS = 4096;

const Line = Type.Object(
  {
    writeKey: Type.String({ minLength: 1, fix: 'must be the key of a tag' }),
    messageId: Type.String({
      minLength: 1,
      maxLength: MAX_ID,
      fix: `must be a text of 1 to ${MAX_ID} characters`,
    }),
    type: Type.Enum(types, { fix: `must be one of ${types.join(', ')}` }),
    event: text,
    anonymousId: text,
    userId: text,
    receivedAt: time,
    time,
    clamped: Type.Boolean({ fix: 'must be true or false' }),
    fields: Type.Object({}, { additionalProperties: true, fix: 'must be an object' }),
    signs: Type.Optional(
      Type.String({ maxLength: MAX_SIGNS, fix: `must be a text of at most ${MAX_SIGNS} characters` }),
    ),
  },
  { additionalProperties: false },
);
const problemsOf = checkedBy(Line);

/** An event as one line of JSON, with all that the collector knows of it. */
export function writeLine({ receivedAt, time: at, ...event }: StoredEvent): string {
  const times = { receivedAt: new Date(receivedAt).toISOString(), time: new Date(at).toISOString() };
  return JSON.stringify({ ...event, ...times });
}

/** Reads such a line; throws what is wrong with it. */
export function readLine(line: string): StoredEvent {
  const sent: unknown = JSON.parse(line);
  const problems = problemsOf(sent);
  if (problems.length) throw new Error(problems.map(({ message }) => message).join('; '));
  const event = sent as StoredEvent & { receivedAt: string; time: string };
  const [receivedAt, at] = [parseTime(event.receivedAt), parseTime(event.time)];
  if (receivedAt === undefined || at === undefined)
    throw new Error('receivedAt, time: there is no such time');
  if (receivedAt < 0 || at < 0) throw new Error('receivedAt, time: must not be before 1970');
  return { ...event, receivedAt, time: at };
}
