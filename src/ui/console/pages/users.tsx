import { useSignal } from '@preact/signals';
import { callApi } from '../callApi.ts';
import { useAccounts } from '../parts/accountChoice.tsx';
import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { SearchBox } from '../parts/findIn.tsx';
import { Invite } from '../parts/invite.tsx';
import { type Invitation, Invited } from '../parts/invited.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { removeUser } from '../parts/removeUser.ts';
import { accountsText, type Rights, type Role } from '../parts/rights.ts';
import { RightsForm } from '../parts/rightsForm.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { usePages } from '../parts/usePages.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

interface User {
  name: string;
  role: Role;
  people?: true;
  accounts: string[] | '*';
  other_accounts?: true;
}

const T = TEXT.users;

/** Who may log in, and who is invited to. */
export default function Users() {
  const sees = who.value?.owner || who.value?.accounts === '*';
  return <SignedIn>{sees ? <All /> : <NotYours />}</SignedIn>;
}

const NotYours = () => (
  <main class="narrow">
    <section>
      <p>{T.notYours}</p>
    </section>
  </main>
);

function All() {
  const path = 'users?';
  const { rows, search, hasMore, more, problem, load, change } = usePages<'users', User>(path, 'users');
  const { accounts: found, problem: unread } = useAccounts();
  const accounts = found ?? [];
  // What is typed before would be lost with the form.
  const isKnown = found !== undefined || unread.value !== '';
  const changed = useSignal<User | undefined>(undefined);
  const note = useSignal('');
  const isOwner = who.value?.owner ?? false;
  const isAllMine = who.value?.accounts === '*';
  const invited = useAnswer<{ invitations: Invitation[] }>(isOwner ? 'invitations' : null);
  const rights: Rights = {
    role: 'viewer',
    accounts: accounts.length === 1 ? [accounts[0]!.id] : [],
    people: false,
  };

  const remove = (name: string) =>
    change(async () => {
      note.value = (await removeUser(name)) ?? '';
      if (note.value && changed.value?.name === name) changed.value = undefined;
    });
  const actions = (user: User) => {
    const { name, accounts, other_accounts } = user;
    if (name === who.value?.actor.name) return T.you;
    // Of somebody of all accounts an owner of some takes nothing.
    if (!isOwner || (accounts === '*' && !isAllMine)) return undefined;
    return (
      <div class="together">
        <button
          type="button"
          aria-label={`${T.change}: ${name}`}
          onClick={() => {
            changed.value = user;
          }}
        >
          {T.change}
        </button>
        {!other_accounts && (
          <button type="button" aria-label={`${T.remove}: ${name}`} onClick={() => void remove(name)}>
            {T.remove}
          </button>
        )}
      </div>
    );
  };

  return (
    <main class="two">
      <div class="aside">
        <section aria-labelledby="title">
          <h2 id="title">{T.title}</h2>
          <ProblemLine text={problem.value} />
          <p class="hint" role="status">
            {note.value}
          </p>
          <p class="together">
            <label for="sought">{TEXT.manage.search}</label>
            <SearchBox id="sought" search={search} />
          </p>
          {rows?.length === 0 && <p role="status">{TEXT.manage.nothingFound}</p>}
          {rows && rows.length > 0 && (
            <AnswerTable
              columns={[T.name, T.role, T.accounts]}
              rows={rows.map(user => ({
                key: user.name,
                cells: [
                  user.name,
                  `${user.role}${user.people ? `, ${T.peopleToo}` : ''}`,
                  `${accountsText(user.accounts)}${user.other_accounts && user.accounts !== '*' ? `, ${T.others}` : ''}`,
                ],
                action: actions(user),
              }))}
            />
          )}
          <p class="below">
            {hasMore && (
              <button type="button" onClick={() => void more()}>
                {TEXT.more}
              </button>
            )}
            <CsvLink path={path} name="users" of={T.title} />
          </p>
        </section>
        {isOwner && <Invited {...invited} />}
        {changed.value && (
          <ChangedUser
            key={changed.value.name}
            user={changed.value}
            accounts={accounts}
            onDone={async () => {
              changed.value = undefined;
              await load();
            }}
          />
        )}
      </div>
      {isOwner && isKnown && (
        <div class="aside">
          <Invite accounts={accounts} rights={rights} onMade={invited.load} />
          <section aria-labelledby="new-user">
            <h2 id="new-user">{T.newUser}</h2>
            <RightsForm
              submit={T.add}
              accounts={accounts}
              rights={rights}
              texts={[
                { name: 'name', label: T.name, hint: '', type: 'text', isNeeded: true },
                {
                  name: 'password',
                  label: T.password,
                  hint: T.passwordHint,
                  type: 'password',
                  isNeeded: true,
                },
              ]}
              onSubmit={async ({ people, ...rights }, texts) => {
                const body = { ...texts, ...rights, ...(people && { people }) };
                await callApi('users', BY_COOKIE, { method: 'POST', body });
                await load();
              }}
            />
          </section>
        </div>
      )}
    </main>
  );
}

/** What a user may do, to be changed. */
function ChangedUser({
  user,
  accounts,
  onDone,
}: {
  user: User;
  accounts: Parameters<typeof RightsForm>[0]['accounts'];
  onDone: () => Promise<void>;
}) {
  const { name, role, people = false, other_accounts } = user;
  return (
    <section aria-labelledby="changed-user">
      <h2 id="changed-user">{T.changeOf(name)}</h2>
      <RightsForm
        submit={T.save}
        accounts={accounts}
        rights={{ role, people, accounts: user.accounts }}
        onlyAccounts={other_accounts ?? false}
        onSubmit={async rights => {
          const body = {
            ...(rights.role !== role && { role: rights.role }),
            ...(rights.people !== people && { people: rights.people }),
            accounts: rights.accounts,
          };
          await callApi(`users/${encodeURIComponent(name)}`, BY_COOKIE, { method: 'PATCH', body });
          await onDone();
        }}
      >
        {other_accounts && <p>{T.onlyAccounts}</p>}
      </RightsForm>
      <button type="button" class="plain" onClick={() => void onDone()}>
        {T.cancel}
      </button>
    </section>
  );
}
