import { TEXT } from '../text.ts';
import { Choice } from './choice.tsx';
import { daysOf, RANGES, type Range, readRange, shift } from './range.ts';

const T = TEXT.overview;

interface Props {
  range: Range;
  /** Whose days they are. */
  timeZone: string;
  onChange: (range: Range) => void;
}

/** A time by its name, or by its first and last day. */
export function RangeChoice({ range, timeZone, onChange }: Props) {
  const isOwn = range.includes('..');
  return (
    <>
      <Choice
        id="range"
        label={T.range}
        value={isOwn ? 'own' : range}
        options={[...RANGES.map(each => [each, T.ranges[each]] as const), ['own', T.ownRange]]}
        onChange={chosen => {
          const { from, to } = daysOf(range, Date.now(), timeZone);
          onChange(chosen === 'own' ? `${from}..${shift(to, -1)}` : (chosen as Range));
        }}
      />
      {isOwn && <OwnDays range={range} onChange={onChange} />}
    </>
  );
}

function OwnDays({ range, onChange }: Omit<Props, 'timeZone'>) {
  const [from, to] = range.split('..') as [string, string];
  const set = (first: string, last: string) => {
    // While one of them is typed it is none, or the days are the wrong way round.
    const own = readRange(`${first}..${last}`);
    if (own) onChange(own);
  };
  return (
    <>
      <p>
        <label for="from">{T.from}</label>
        <input
          type="date"
          id="from"
          required
          value={from}
          max={to}
          onChange={event => set(event.currentTarget.value, to)}
        />
      </p>
      <p>
        <label for="to">{T.to}</label>
        <input
          type="date"
          id="to"
          required
          value={to}
          min={from}
          onChange={event => set(from, event.currentTarget.value)}
        />
      </p>
    </>
  );
}
