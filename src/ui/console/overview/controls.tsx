import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import { Choice } from './choice.tsx';
import type { Shown } from './props.ts';
import { RangeChoice } from './rangeChoice.tsx';
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
      <RangeChoice range={view.range} timeZone={zoneOf(view)} onChange={range => change({ range, by: '' })} />
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

/** The reader's own first; one that his browser does not list is there all the same where the address says it. */
function zones(chosen: string): [string, string][] {
  const own = ownZone();
  const all = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(chosen ? [chosen] : [])]);
  return [
    ['', T.ownZone(own)],
    ...[...all].map((zone): [string, string] => [zone, zone.replaceAll('_', ' ')]),
  ];
}
