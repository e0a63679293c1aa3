import type { Account } from '../parts/account.ts';
import { FindIn } from '../parts/findIn.tsx';
import type { Some } from '../parts/useSome.ts';
import { TEXT } from '../text.ts';
import { Choice } from './choice.tsx';

interface Props {
  /** The one that is shown. */
  account: Account;
  accounts: Some<Account>;
  onChange: (id: string) => void;
}

/** The choice between the accounts that the reader may see; nothing where there is one. */
export function AccountPick({ account, accounts, onChange }: Props) {
  const { rows = [], hasMore } = accounts;
  if (rows.length < 2 && !hasMore) return null;
  const isListed = rows.some(({ id }) => id === account.id);
  return (
    <>
      <Choice
        id="account"
        label={TEXT.tags.account}
        value={account.id}
        options={[...(isListed ? [] : [account]), ...rows].map(({ id, name }) => [id, name])}
        onChange={onChange}
      />
      <FindIn id="account-search" label={TEXT.live.findAccount} of={accounts} />
    </>
  );
}
