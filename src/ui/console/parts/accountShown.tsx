import type { ComponentChildren, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { TEXT } from '../text.ts';
import type { Account } from './account.ts';
import { chosenAccount } from './accountChoice.tsx';
import { ReportProblem } from './reportProblem.tsx';
import { linkTo } from './route.ts';
import { useReport } from './useReport.ts';
import { type Some, useSome } from './useSome.ts';

interface Props {
  title: string;
  /** Of the address; '' where it names none. */
  account: string;
  /** The page's own address without anything chosen. */
  page: string;
  /** Puts an account into the address, where there is a choice: sent to somebody else, it shows him the same. */
  onStand: (account: string) => void;
  children: (shown: Account, accounts: Some<Account>) => VNode;
}

/** The page of the account that the address names, else of the one that was chosen last, or the first. */
export function AccountShown({ title, account, page, onStand, children }: Props) {
  const accounts = useSome<'accounts', Account>('accounts', 'accounts');
  const { rows, report } = accounts;
  const wanted = account || chosenAccount.value;
  const listed = rows?.find(({ id }) => id === wanted);
  // It may be behind the first hundred.
  const isElsewhere = Boolean(wanted && rows && !listed);
  const other = useReport<Account>(isElsewhere ? `accounts/${encodeURIComponent(wanted)}` : null);
  const given = listed ?? (other.answer.value?.id === wanted ? other.answer.value : undefined);
  const isAwaited = isElsewhere && !other.problem.value;
  const shown = given ?? (account || isAwaited ? undefined : rows?.[0]);

  useEffect(() => {
    if (!shown) return;
    chosenAccount.value = shown.id;
    if (!account && (rows!.length > 1 || accounts.hasMore)) onStand(shown.id);
  }, [shown?.id, account, rows?.length]);

  if (rows && shown) return children(shown, accounts);
  let said: ComponentChildren = <p class="hint">{TEXT.loading}</p>;
  if (account && rows && !isAwaited) {
    said = (
      <p>
        {TEXT.overview.noAccount(account)} <a href={linkTo(page)}>{TEXT.overview.own}</a>
      </p>
    );
  } else if (rows?.length === 0) said = <p>{TEXT.tags.none}</p>;
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
