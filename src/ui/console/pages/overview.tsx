import type { TotalsAnswer } from '../overview/answers.ts';
import { AttributionPanel } from '../overview/attributionPanel.tsx';
import { Cards } from '../overview/cards.tsx';
import { Chips } from '../overview/chips.tsx';
import { Controls } from '../overview/controls.tsx';
import { HealthPanel } from '../overview/healthPanel.tsx';
import { OverTime } from '../overview/overTime.tsx';
import { Panel } from '../overview/panel.tsx';
import { PropertiesPanel } from '../overview/propertiesPanel.tsx';
import { ReasonsPanel } from '../overview/reasonsPanel.tsx';
import { reportPath } from '../overview/reportPath.ts';
import { Summary } from '../overview/summary.tsx';
import { PANELS, type Panel as PanelName, readView, type View, writeView } from '../overview/view.ts';
import type { Account } from '../parts/account.ts';
import { AccountShown } from '../parts/accountShown.tsx';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { go, routeQuery, stand, withQuery } from '../parts/route.ts';
import { useReport } from '../parts/useReport.ts';
import type { Some } from '../parts/useSome.ts';
import { zoneOf } from '../parts/zone.ts';
import { TEXT } from '../text.ts';

const T = TEXT.overview;

/** What there was, over time and by what. All that is chosen is in the address. */
export default function Overview() {
  const view = readView(routeQuery.value);
  const show = (part: Partial<View>) => withQuery('', writeView({ ...view, ...part }));
  return (
    <AccountShown
      title={T.title}
      account={view.account}
      page=""
      onStand={account => stand(show({ account }))}
    >
      {(shown, accounts) => (
        <Of key={shown.id} view={view} shown={shown} accounts={accounts} change={part => go(show(part))} />
      )}
    </AccountShown>
  );
}

interface Props {
  view: View;
  shown: Account;
  accounts: Some<Account>;
  change: (part: Partial<View>) => void;
}

function Of({ accounts, view: asked, shown: own, change }: Props) {
  const account = own.id;
  const view = { ...asked, tz: asked.tz || zoneOf(own) };
  const shown = { view, account, change };
  const totals = useReport<TotalsAnswer>(reportPath(view, account, Date.now(), { name: 'totals' }));
  const answer = totals.answer.value;
  const [only, ...others] = view.where.filter(({ dimension, not }) => dimension === 'event' && !not);
  const event = only?.values.length === 1 && !others.length ? only.values[0]! : '';
  return (
    <main class="one overview">
      <h2 class="unseen">{T.title}</h2>
      <Controls view={view} change={change} tz={asked.tz} account={own} accounts={accounts} />
      <Chips {...shown} />
      <ReportProblem of={totals} />
      <Cards {...shown} answer={answer} isBusy={totals.isBusy.value} />
      <Summary {...shown} answer={answer} />
      <OverTime {...shown} />
      <div class="panels">
        {view.who !== 'people' && <ReasonsPanel {...shown} />}
        {(Object.keys(PANELS) as PanelName[]).map(panel => (
          <Panel key={panel} {...shown} panel={panel} />
        ))}
        {event && <PropertiesPanel {...shown} event={event} />}
        <AttributionPanel {...shown} />
        <HealthPanel {...shown} />
      </div>
    </main>
  );
}
