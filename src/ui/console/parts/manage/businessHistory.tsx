import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { TEXT } from '../../text.ts';
import { ProblemLine } from '../problemLine.tsx';
import { useAnswer } from '../useAnswer.ts';
import { when } from '../when.ts';
import { zoneOf } from '../zone.ts';
import { type BusinessPixel, pixelsPath } from './businessPixel.ts';
import { pathWith } from './dialects.ts';
import { dayOf, edgesOf, type HourOf, historyRows, type Range } from './history.ts';
import type { BesideProps } from './kind.ts';

interface Told {
  events: { type: string; last_activity_at: string }[];
  historical_events: HourOf[];
}

const T = TEXT.manage['business-pixels'];
const RANGES = Object.entries(T.ranges) as [Range, string][];

/** What happened on a pixel, over time. */
export function BusinessHistory({ row, account }: BesideProps<BusinessPixel>) {
  const range = useSignal<Range>('week');
  const timeZone = zoneOf(account);
  const edges = useMemo(() => edgesOf(range.value, Date.now(), timeZone), [range.value, timeZone]);
  const { answer, problem } = useAnswer<Told>(
    pathWith(`${pixelsPath(account)}/${encodeURIComponent(row.id)}`, {
      include_events: 'true',
      historical_events_start_date: dayOf(edges[0]!),
      historical_events_end_date: dayOf(Date.now()),
    }),
  );
  const rows = answer.value && historyRows(answer.value.historical_events, edges);
  const lastOf = (type: string) => answer.value?.events.find(each => each.type === type)?.last_activity_at;
  return (
    <>
      <p class="hint">{T.isTag}</p>
      <h3>{T.history}</h3>
      <div>
        <label for="range">{T.range}</label>
        <select
          id="range"
          value={range.value}
          onChange={event => {
            range.value = event.currentTarget.value as Range;
          }}
        >
          {RANGES.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <ProblemLine text={problem.value} />
      {!rows && !problem.value && <p class="hint">{TEXT.loading}</p>}
      {rows?.length === 0 && <p class="hint">{T.nothing}</p>}
      {rows && rows.length > 0 && (
        <table class="history" aria-label={T.history}>
          <thead>
            <tr>
              <th scope="col">{T.event}</th>
              <th scope="col">{T.count}</th>
              <th scope="col">{T.over}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ type, total, bars }) => (
              <tr key={type}>
                <th scope="row">
                  {T.types[type] ?? type}
                  <span class="hint">{when(lastOf(type), account)}</span>
                </th>
                <td class="total">{total.toLocaleString()}</td>
                <td>
                  <Bars bars={bars} edges={edges} range={range.value} timeZone={timeZone} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const HEIGHT = 32;

interface BarsProps {
  bars: number[];
  edges: number[];
  range: Range;
  timeZone: string;
}

/** A bar for each hour or day; each says what it is. */
function Bars({ bars, edges, range, timeZone }: BarsProps) {
  const most = Math.max(1, ...bars);
  const options: Intl.DateTimeFormatOptions =
    range === 'day' ? { weekday: 'short', hour: 'numeric', minute: '2-digit' } : { dateStyle: 'medium' };
  const texts = bars.map((count, at) =>
    T.bar(count.toLocaleString(), new Date(edges[at]!).toLocaleString(undefined, { ...options, timeZone })),
  );
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${bars.length * 4} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={texts.filter((_, at) => bars[at]).join('; ')}
    >
      {bars.map((count, at) => {
        const height = count ? Math.max(2, (count / most) * HEIGHT) : 1;
        return (
          <rect
            key={edges[at]}
            class={count ? undefined : 'none'}
            x={at * 4 + 0.4}
            y={HEIGHT - height}
            width={3.2}
            height={height}
          >
            <title>{texts[at]}</title>
          </rect>
        );
      })}
    </svg>
  );
}
