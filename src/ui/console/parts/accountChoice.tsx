import { signal } from '@preact/signals';
import { TEXT } from '../text.ts';
import { useAnswer } from './useAnswer.ts';

export interface Account {
  id: string;
  name: string;
}

/** Chosen by its id; it stays from page to page. */
export const chosenAccount = signal('');

/** The accounts that the reader may see, one of which is chosen. */
export function useAccounts() {
  const { answer, problem, load } = useAnswer<{ accounts: Account[] }>('accounts');
  const accounts = answer.value?.accounts;
  return {
    accounts,
    shown: accounts?.find(({ id }) => id === chosenAccount.value) ?? accounts?.[0],
    problem,
    load,
  };
}

interface Props {
  accounts: Account[] | undefined;
  shown: Account | undefined;
  problem: string;
}

/** The choice between accounts, or what is said where there is none. */
export function AccountChoice({ accounts, shown, problem }: Props) {
  if (problem) return <p class="hint problem">{problem}</p>;
  if (!accounts) return <p class="hint">{TEXT.loading}</p>;
  if (!accounts.length) return <p>{TEXT.tags.none}</p>;
  return (
    <p>
      <label for="account">{TEXT.tags.account}</label>
      <select
        id="account"
        value={shown?.id}
        onChange={event => {
          chosenAccount.value = event.currentTarget.value;
        }}
      >
        {accounts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}
