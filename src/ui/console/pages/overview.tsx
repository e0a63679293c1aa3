import { useEffect } from 'preact/hooks';
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
import { type Account, chosenAccount } from '../parts/accountChoice.tsx';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { go, linkTo, routeQuery, stand } from '../parts/route.ts';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';

const T = TEXT.overview;

/** What there was, over time and by what. All that is chosen is in the address. */
export default function Overview() {
  const report = useReport<{ accounts: Account[] }>('accounts');
  const accounts = report.answer.value?.accounts;
  const view = readView(routeQuery.value);
  const shown =
    accounts?.find(({ id }) => id === (view.account || chosenAccount.value)) ??
    (view.account ? undefined : accounts?.[0]);

  useEffect(() => {
    if (!shown) return;
    chosenAccount.value = shown.id;
    // Sent to somebody else, the address shows him the same.
    if (!view.account && accounts!.length > 1) stand(`?${writeView({ ...view, account: shown.id })}`);
  }, [shown?.id, view.account, accounts?.length]);

  if (!accounts) {
    return (
      <Only>{report.problem.value ? <ReportProblem of={report} /> : <p class="hint">{TEXT.loading}</p>}</Only>
    );
  }
  if (!shown) {
    return (
      <Only>
        {accounts.length ? (
          <p>
            {T.noAccount(view.account)} <a href={linkTo('')}>{T.own}</a>
          </p>
        ) : (
          <p>{TEXT.tags.none}</p>
        )}
      </Only>
    );
  }
  return <Of key={shown.id} view={view} accounts={accounts} account={shown.id} />;
}

const Only = ({ children }: { children: preact.ComponentChildren }) => (
  <main class="one">
    <section aria-labelledby="title">
      <h2 id="title">{T.title}</h2>
      {children}
    </section>
  </main>
);

function Of({ view, accounts, account }: { view: View; accounts: Account[]; account: string }) {
  const change = (part: Partial<View>) => go(`?${writeView({ ...view, ...part })}`);
  const shown = { view, change, account };
  const totals = useReport<TotalsAnswer>(reportPath(view, account, Date.now(), { name: 'totals' }));
  const answer = totals.answer.value;
  const [only, ...others] = view.where.filter(({ dimension, not }) => dimension === 'event' && !not);
  const event = only?.values.length === 1 && !others.length ? only.values[0]! : '';
  return (
    <main class="one overview">
      <h2 class="unseen">{T.title}</h2>
      <Controls {...shown} accounts={accounts} />
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
