import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { TEXT } from '../text.ts';
import type { Account } from './account.ts';
import { explain } from './explain.ts';
import { useAnswer } from './useAnswer.ts';
import { BY_COOKIE } from './who.ts';

/** Chosen by its id; it stays from page to page. */
export const chosenAccount = signal('');

/** Most accounts in the choice: the rest is searched for. */
const MOST = 100;

/** What is looked for among them. */
const search = signal('');

/** Whether there are more than the choice has. */
const hasMore = signal(false);

/**
 * The accounts that the reader may see, at most a hundred, one of which is chosen.
 * @param named the one that an address names: no other takes its place. Default: the chosen one, or the first
 */
export function useAccounts(named?: string) {
  const query = new URLSearchParams({ limit: String(MOST), ...(search.value && { search: search.value }) });
  const { answer, problem, load } = useAnswer<{ accounts: Account[]; next: string | null }>(
    `accounts?${query}`,
  );
  const wanted = named ?? chosenAccount.value;
  const other = useSignal<Account | undefined>(undefined);
  const missing = useSignal('');
  // While others are looked for, those before stay: the choice would go away under the reader's fingers.
  const last = useRef<Account[] | undefined>(undefined);
  if (answer.value) last.current = answer.value.accounts;
  const accounts = last.current;
  const found = accounts?.find(({ id }) => id === wanted);
  const isElsewhere = Boolean(wanted && accounts && !found);
  useEffect(() => {
    if (answer.value) hasMore.value = answer.value.next !== null || search.value !== '';
  }, [answer.value]);
  useEffect(() => {
    missing.value = '';
    if (!isElsewhere) return;
    let isLeft = false;
    callApi<Account>(`accounts/${encodeURIComponent(wanted)}`, BY_COOKIE).then(
      account => {
        if (!isLeft) other.value = account;
      },
      error => {
        if (!isLeft && named !== undefined) missing.value = explain(error);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [isElsewhere, wanted]);
  const given = found ?? (other.value?.id === wanted ? other.value : undefined);
  return {
    accounts,
    shown: given ?? (named === undefined ? accounts?.[0] : undefined),
    problem: missing.value ? missing : problem,
    load,
  };
}

interface Props {
  accounts: Account[] | undefined;
  shown: Account | undefined;
  problem: string;
  /** Default: it is the chosen one. */
  onChoose?: (id: string) => void;
}

/** The choice between accounts, or what is said where there is none. */
export function AccountChoice({ accounts, shown, problem, onChoose }: Props) {
  if (problem) return <p class="hint problem">{problem}</p>;
  if (!accounts) return <p class="hint">{TEXT.loading}</p>;
  if (!accounts.length && !hasMore.value) return <p>{TEXT.tags.none}</p>;
  const isListed = accounts.some(({ id }) => id === shown?.id);
  return (
    <div class="accounts">
      <div>
        <label for="account">{TEXT.tags.account}</label>
        <select
          id="account"
          value={shown?.id}
          onChange={event => {
            const { value } = event.currentTarget;
            chosenAccount.value = value;
            onChoose?.(value);
          }}
        >
          {shown && !isListed && <option value={shown.id}>{shown.name}</option>}
          {accounts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {hasMore.value && <AccountSearch />}
    </div>
  );
}

function AccountSearch() {
  const { find, some } = TEXT.manage;
  return (
    <div>
      <label for="account-search">{find}</label>
      <input
        id="account-search"
        type="search"
        maxlength={255}
        autocomplete="off"
        spellcheck={false}
        aria-describedby="account-search-note"
        value={search.value}
        // With each letter that is typed: what comes back late is dropped.
        onInput={event => {
          search.value = event.currentTarget.value;
        }}
      />
      <p id="account-search-note" class="hint">
        {some}
      </p>
    </div>
  );
}
