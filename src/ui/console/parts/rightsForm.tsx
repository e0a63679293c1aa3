import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { ApiError, type Problem } from '../callApi.ts';
import { TEXT } from '../text.ts';
import type { Account } from './account.ts';
import { AccountBoxes } from './accountBoxes.tsx';
import { explain } from './explain.ts';
import { FieldRow } from './fieldRow.tsx';
import { type Rights, type Role, rolesToGive } from './rights.ts';
import { who } from './who.ts';

/** A text beside the rights. */
interface TextField {
  name: string;
  label: string;
  hint: string;
  type: 'text' | 'password';
  isNeeded: boolean;
}

interface Props {
  submit: string;
  accounts: Account[];
  rights: Rights;
  texts?: TextField[];
  /** True where the role is another owner's to change: what is offered are accounts. */
  onlyAccounts?: boolean;
  onSubmit: (rights: Rights, texts: Record<string, string>) => Promise<void>;
  children?: ComponentChildren;
}

const T = TEXT.users;

/** Role, accounts and right to persons' records, with what is wrong at its field. */
export function RightsForm({
  submit,
  accounts,
  rights,
  texts = [],
  onlyAccounts,
  onSubmit,
  children,
}: Props) {
  const id = useId();
  const now = useSignal(rights);
  const typed = useSignal<Record<string, string>>({});
  const problems = useSignal<Problem[]>([]);
  const note = useSignal('');
  const isBusy = useSignal(false);
  const problemAt = (field: string) => problems.value.find(each => each.field === field)?.message;
  const change = (part: Partial<Rights>) => {
    now.value = { ...now.value, ...part };
  };

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    problems.value = [];
    note.value = '';
    isBusy.value = true;
    try {
      const said = Object.fromEntries(texts.map(({ name }) => [name, typed.value[name] ?? '']));
      await onSubmit(now.value, said);
      now.value = rights;
      typed.value = {};
    } catch (error) {
      const known = [...texts.map(({ name }) => name), 'role', 'accounts', 'people'];
      const found = error instanceof ApiError ? error.problems : [];
      problems.value = found.filter(({ field }) => known.includes(field));
      const first = problems.value[0];
      if (first) form.querySelector<HTMLElement>(`[name="${id}-${first.field}"]`)?.focus();
      else note.value = explain(error);
    } finally {
      isBusy.value = false;
    }
  };

  return (
    <form class="fields" method="post" onSubmit={send}>
      {children}
      {texts.map(({ name, label, hint, type, isNeeded }) => (
        <FieldRow key={name} field={`${id}-${name}`} label={label} hint={hint} problem={problemAt(name)}>
          {props => (
            <input
              {...props}
              {...({ type } as object)}
              required={isNeeded}
              spellcheck={false}
              autocomplete={type === 'password' ? 'new-password' : 'off'}
              value={typed.value[name] ?? ''}
              onInput={event => {
                typed.value = { ...typed.value, [name]: event.currentTarget.value };
              }}
            />
          )}
        </FieldRow>
      ))}
      {!onlyAccounts && (
        <FieldRow
          field={`${id}-role`}
          label={T.role}
          hint={T.roleHints[now.value.role]}
          problem={problemAt('role')}
        >
          {props => (
            <select
              {...props}
              value={now.value.role}
              onChange={event => change({ role: event.currentTarget.value as Role })}
            >
              {rolesToGive().map(role => (
                <option key={role} value={role}>
                  {T.roles[role]}
                </option>
              ))}
            </select>
          )}
        </FieldRow>
      )}
      <AccountBoxes
        name={`${id}-accounts`}
        accounts={accounts}
        chosen={now.value.accounts}
        problem={problemAt('accounts')}
        onChange={chosen => change({ accounts: chosen })}
      />
      {who.value?.people && !onlyAccounts && (
        <label class="box">
          <input
            type="checkbox"
            name={`${id}-people`}
            checked={now.value.people}
            onChange={event => change({ people: event.currentTarget.checked })}
          />{' '}
          {T.people}
        </label>
      )}
      {problemAt('people') && <p class="hint problem">{problemAt('people')}</p>}
      <button type="submit" disabled={isBusy.value}>
        {submit}
      </button>
      <p class="hint problem" role="status">
        {note.value}
      </p>
    </form>
  );
}
