import type { Account } from '../parts/account.ts';
import type { Some } from '../parts/useSome.ts';
import { isZone, zoneOf as zoneOfAccount, zones, zoneText } from '../parts/zone.ts';
import { TEXT } from '../text.ts';
import { AccountPick } from './accountPick.tsx';
import { Choice } from './choice.tsx';
import type { Shown } from './props.ts';
import { RangeChoice } from './rangeChoice.tsx';
import { zoneOf } from './reportPath.ts';
import { TagChoice } from './tagChoice.tsx';
import { COMPARISONS, COUNTED } from './view.ts';

const T = TEXT.overview;

interface Props extends Omit<Shown, 'account'> {
  account: Account;
  /** Those that the reader may choose between. */
  accounts: Some<Account>;
  /** What is chosen; '' where that is the account's zone, or the reader's own. */
  tz: string;
}

/** Whose numbers are shown, of which time, and who counts. */
export function Controls({ view, change, account, accounts, tz }: Props) {
  const zone = zoneText(zoneOfAccount(account));
  const usual = isZone(account.time_zone) ? T.accountZone(zone) : T.ownZone(zone);
  return (
    <form class="controls" method="post" aria-label={T.shown} onSubmit={event => event.preventDefault()}>
      <AccountPick account={account} accounts={accounts} onChange={id => change({ account: id, tag: '' })} />
      <TagChoice account={account.id} tag={view.tag} onChange={tag => change({ tag })} />
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
        value={tz}
        options={[['', usual], ...zones(tz)]}
        onChange={tz => change({ tz })}
      />
    </form>
  );
}
