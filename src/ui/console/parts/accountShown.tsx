import type { ComponentChildren, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { TEXT } from '../text.ts';
import type { Account } from './account.ts';
import { chosenAccount } from './accountChoice.tsx';
import { ReportProblem } from './reportProblem.tsx';
import { linkTo } from './route.ts';
import { useReport } from './useReport.ts';

interface Props {
  title: string;
  /** Of the address; '' where it names none. */
  account: string;
  /** The page's own address without anything chosen. */
  page: string;
  /** Puts an account into the address, where there is a choice: sent to somebody else, it shows him the same. */
  onStand: (account: string) => void;
  children: (shown: Account, accounts: Account[]) => VNode;
}

/** The page of the account that the address names, else of the one that was chosen last, or the first. */
export function AccountShown({ title, account, page, onStand, children }: Props) {
  const report = useReport<{ accounts: Account[] }>('accounts');
  const accounts = report.answer.value?.accounts;
  const of = (id: string) => accounts?.find(each => each.id === id);
  const shown = account ? of(account) : (of(chosenAccount.value) ?? accounts?.[0]);

  useEffect(() => {
    if (!shown) return;
    chosenAccount.value = shown.id;
    if (!account && accounts!.length > 1) onStand(shown.id);
  }, [shown?.id, account, accounts?.length]);

  if (accounts && shown) return children(shown, accounts);
  let said: ComponentChildren = <p class="hint">{TEXT.loading}</p>;
  if (accounts?.length) {
    said = (
      <p>
        {TEXT.overview.noAccount(account)} <a href={linkTo(page)}>{TEXT.overview.own}</a>
      </p>
    );
  } else if (accounts) said = <p>{TEXT.tags.none}</p>;
  else if (report.problem.value) said = <ReportProblem of={report} />;
  return (
    <main class="one">
      <section aria-labelledby="title">
        <h2 id="title">{title}</h2>
        {said}
      </section>
    </main>
  );
}
