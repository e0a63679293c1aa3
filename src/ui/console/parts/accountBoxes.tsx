import { TEXT } from '../text.ts';
import type { Account } from './account.ts';
import { who } from './who.ts';

interface Props {
  name: string;
  accounts: Account[];
  chosen: string[] | '*';
  problem: string | undefined;
  onChange: (chosen: string[] | '*') => void;
}

const T = TEXT.users;

/** The choice of some accounts, or of all for whoever has all. */
export function AccountBoxes({ name, accounts, chosen, problem, onChange }: Props) {
  const isOf = (id: string) => chosen === '*' || chosen.includes(id);
  const set = (id: string, isChosen: boolean) => {
    const others = accounts.map(each => each.id).filter(each => isOf(each) && each !== id);
    onChange(isChosen ? [...others, id] : others);
  };
  return (
    <fieldset class="boxes" aria-describedby={problem ? `${name}-note` : undefined}>
      <legend>{T.accounts}</legend>
      {who.value?.accounts === '*' && (
        <label class="box">
          <input
            type="checkbox"
            name={name}
            checked={chosen === '*'}
            onChange={event => onChange(event.currentTarget.checked ? '*' : [])}
          />{' '}
          {T.allAccounts}
        </label>
      )}
      {chosen !== '*' &&
        accounts.map(account => (
          <label class="box" key={account.id}>
            <input
              type="checkbox"
              name={name}
              checked={isOf(account.id)}
              onChange={event => set(account.id, event.currentTarget.checked)}
            />{' '}
            {account.name} <span class="hint">{account.id}</span>
          </label>
        ))}
      <p id={`${name}-note`} class="hint problem">
        {problem}
      </p>
    </fieldset>
  );
}
