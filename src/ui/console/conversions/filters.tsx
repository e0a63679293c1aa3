import { AccountPick } from '../overview/accountPick.tsx';
import { Choice } from '../overview/choice.tsx';
import { RangeChoice } from '../overview/rangeChoice.tsx';
import { TagChoice } from '../overview/tagChoice.tsx';
import type { Account } from '../parts/account.ts';
import type { Some } from '../parts/useSome.ts';
import { TEXT } from '../text.ts';
import { ATTRIBUTIONS, VALUES, type View } from './view.ts';

const T = TEXT.conversions;

interface Row {
  id: number;
  name: string;
}

interface Props {
  view: View;
  change: (part: Partial<View>) => void;
  account: Account;
  accounts: Some<Account>;
  pixels: Row[];
  lineItems: Row[];
  timeZone: string;
}

/** Which conversions are shown. */
export function Filters({ view, change, account, accounts, pixels, lineItems, timeZone }: Props) {
  return (
    <form class="controls" method="post" aria-label={T.filters} onSubmit={event => event.preventDefault()}>
      <AccountPick
        account={account}
        accounts={accounts}
        onChange={id => change({ account: id, tag: '', pixel: '', lineItem: '' })}
      />
      <TagChoice account={account.id} tag={view.tag} onChange={tag => change({ tag })} />
      <RangeChoice range={view.range} timeZone={timeZone} onChange={range => change({ range })} />
      <Choice
        id="pixel"
        label={T.pixel}
        value={view.pixel}
        options={[['', T.allPixels], ...options(pixels, view.pixel)]}
        onChange={pixel => change({ pixel })}
      />
      <Choice
        id="line-item"
        label={T.lineItemChoice}
        value={view.lineItem}
        options={[['', T.allLineItems], ...options(lineItems, view.lineItem)]}
        onChange={lineItem => change({ lineItem })}
      />
      <Choice
        id="attribution"
        label={T.attribution}
        value={view.attribution}
        options={ATTRIBUTIONS.map(each => [each, T.attributions[each]])}
        onChange={attribution => change({ attribution })}
      />
      <Choice
        id="value"
        label={T.value}
        value={view.value}
        options={VALUES.map(each => [each, T.values[each]])}
        onChange={value => change({ value })}
      />
    </form>
  );
}

/** One that the address names is there whether it is among them or not. */
function options(rows: Row[], chosen: string): [string, string][] {
  const all = rows.map(({ id, name }): [string, string] => [String(id), name]);
  return chosen && !all.some(([id]) => id === chosen) ? [...all, [chosen, chosen]] : all;
}
