import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import { Choice } from './choice.tsx';
import type { Shown } from './props.ts';
import { daysOf, RANGES, type Range, readRange, shift } from './range.ts';
import { ownZone, zoneOf } from './reportPath.ts';
import { COMPARISONS, COUNTED } from './view.ts';

const T = TEXT.overview;

interface Tag {
  write_key: string;
  name: string;
}

interface Props extends Shown {
  /** Those that the reader may choose between. Default: there is one. */
  accounts?: { id: string; name: string }[];
}

/** Whose numbers are shown, of which time, and who counts. */
export function Controls({ view, change, account, accounts = [] }: Props) {
  const tags = useReport<{ tags: Tag[] }>(`accounts/${encodeURIComponent(account)}/tags`).answer.value?.tags;
  const isOwn = view.range.includes('..');
  return (
    <form class="controls" method="post" aria-label={T.shown} onSubmit={event => event.preventDefault()}>
      {accounts.length > 1 && (
        <Choice
          id="account"
          label={TEXT.tags.account}
          value={account}
          options={accounts.map(({ id, name }) => [id, name])}
          onChange={id => change({ account: id, tag: '' })}
        />
      )}
      <Choice
        id="tag"
        label={T.tag}
        value={view.tag}
        options={[['', T.allTags], ...(tags ?? []).map(({ write_key, name }) => [write_key, name] as const)]}
        onChange={tag => change({ tag })}
      />
      <Choice
        id="range"
        label={T.range}
        value={isOwn ? 'own' : view.range}
        options={[...RANGES.map(range => [range, T.ranges[range]] as const), ['own', T.ownRange]]}
        onChange={range => {
          const { from, to } = daysOf(view.range, Date.now(), zoneOf(view));
          change({ range: range === 'own' ? `${from}..${shift(to, -1)}` : (range as Range), by: '' });
        }}
      />
      {isOwn && <OwnDays view={view} change={change} />}
      <Choice
        id="compare"
        label={T.compare}
        value={view.compare}
        options={COMPARISONS.map(each => [each, T.comparisons[each]])}
        onChange={compare => change({ compare })}
      />
      <Choice
        id="who"
        label={T.who}
        value={view.who}
        options={COUNTED.map(each => [each, T.counted[each]])}
        onChange={who => change({ who })}
      />
      <Choice
        id="zone"
        label={T.zone}
        value={view.tz}
        options={zones(view.tz)}
        onChange={tz => change({ tz })}
      />
    </form>
  );
}

function OwnDays({ view, change }: Pick<Shown, 'view' | 'change'>) {
  const [from, to] = view.range.split('..') as [string, string];
  const set = (first: string, end: string) => {
    // While one of them is typed it is none, or the days are the wrong way round.
    const range = readRange(`${first}..${end}`);
    if (range) change({ range, by: '' });
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

/** The reader's own first; one that his browser does not list is there all the same where the address says it. */
function zones(chosen: string): [string, string][] {
  const own = ownZone();
  const all = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(chosen ? [chosen] : [])]);
  return [
    ['', T.ownZone(own)],
    ...[...all].map((zone): [string, string] => [zone, zone.replaceAll('_', ' ')]),
  ];
}
