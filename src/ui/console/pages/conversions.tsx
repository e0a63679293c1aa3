import { ConversionList } from '../conversions/conversionList.tsx';
import { conversionPaths } from '../conversions/conversionPaths.ts';
import { Filters } from '../conversions/filters.tsx';
import { OneConversion } from '../conversions/oneConversion.tsx';
import { Totals } from '../conversions/totals.tsx';
import { useNames } from '../conversions/useNames.ts';
import { readView, type View, writeView } from '../conversions/view.ts';
import type { Account } from '../parts/account.ts';
import { AccountShown } from '../parts/accountShown.tsx';
import { go, routeQuery, stand, withQuery } from '../parts/route.ts';
import { SignedIn } from '../parts/signedIn.tsx';
import type { Some } from '../parts/useSome.ts';
import { demo } from '../parts/who.ts';
import { zoneOf } from '../parts/zone.ts';
import { TEXT } from '../text.ts';

const PAGE = 'conversions';
const T = TEXT.conversions;

/** The conversions, and one of them. @param rest of its address, '' for all of them */
export default function Conversions({ rest = '' }: { rest?: string }) {
  return demo ? <Of rest={rest} /> : <SignedIn>{<Of rest={rest} />}</SignedIn>;
}

function Of({ rest }: { rest: string }) {
  const view = readView(routeQuery.value);
  const show = (part: Partial<View>, page = PAGE) => withQuery(page, writeView({ ...view, ...part }));
  return (
    <AccountShown
      title={T.title}
      account={view.account}
      page={PAGE}
      onStand={account => stand(show({ account }, rest ? `${PAGE}/${rest}` : PAGE))}
    >
      {(shown, accounts) =>
        rest ? (
          <OneConversion key={rest} rest={rest} account={shown.id} timeZone={zoneOf(shown)} />
        ) : (
          <All key={shown.id} view={view} shown={shown} accounts={accounts} change={part => go(show(part))} />
        )
      }
    </AccountShown>
  );
}

interface Props {
  view: View;
  shown: Account;
  accounts: Some<Account>;
  change: (part: Partial<View>) => void;
}

function All({ view, shown, accounts, change }: Props) {
  const account = shown.id;
  const timeZone = zoneOf(shown);
  const { pixels, lineItems, names } = useNames(account);
  const { list, totals } = conversionPaths(view, account, Date.now(), timeZone);
  return (
    <main class="one overview">
      <h2 class="unseen">{T.title}</h2>
      <Filters
        view={view}
        change={change}
        account={shown}
        accounts={accounts}
        pixels={pixels ?? []}
        lineItems={lineItems}
        timeZone={timeZone}
      />
      {pixels?.length === 0 && <p>{T.noPixel}</p>}
      <Totals view={view} change={change} path={totals} names={names} timeZone={timeZone} />
      <ConversionList path={list} account={account} names={names} timeZone={timeZone} />
    </main>
  );
}
