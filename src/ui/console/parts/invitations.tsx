import { useSignal } from '@preact/signals';
import { callApi } from '../callApi.ts';
import { collectorPath } from '../collectorPath.ts';
import { TEXT } from '../text.ts';
import type { Account } from './accountChoice.tsx';
import { AnswerTable } from './answerTable.tsx';
import { CopyLine } from './copyLine.tsx';
import { ProblemLine } from './problemLine.tsx';
import { accountsText, type Role } from './rights.ts';
import { RightsForm } from './rightsForm.tsx';
import { linkTo } from './route.ts';
import { useAnswer } from './useAnswer.ts';
import { BY_COOKIE } from './who.ts';

interface Invitation {
  id: string;
  role: Role;
  accounts: string[] | '*';
  name: string | null;
  expires_at: string;
  made_by: { kind: string; id: string };
}

const T = TEXT.users;

/** Links that make a user: a new one, and those that nobody took yet. */
export function Invitations({ accounts, first }: { accounts: Account[]; first: string[] | '*' }) {
  const { answer, problem, load, change } = useAnswer<{ invitations: Invitation[] }>('invitations');
  const link = useSignal('');
  const takeBack = (id: string) =>
    change(() => callApi(`invitations/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' }));
  const rows = answer.value?.invitations ?? [];
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{T.invite}</h2>
      <RightsForm
        submit={T.makeLink}
        accounts={accounts}
        rights={{ role: 'viewer', accounts: first, people: false }}
        texts={[{ name: 'name', label: T.theirName, hint: T.theirNameHint, type: 'text', isNeeded: false }]}
        onSubmit={async ({ role, accounts, people }, { name }) => {
          const body = { role, accounts, ...(people && { people }), ...(name && { name }) };
          const made = await callApi<{ key: string }>('invitations', BY_COOKIE, { method: 'POST', body });
          link.value = `${location.origin}${collectorPath()}/${linkTo(`join/${made.key}`)}`;
          await load();
        }}
      >
        <p>{T.inviteIntro}</p>
      </RightsForm>
      {link.value && <CopyLine label={T.link} text={link.value} hint={T.linkHint} />}
      <ProblemLine text={problem.value} />
      {rows.length > 0 && (
        <>
          <h3>{T.open}</h3>
          <AnswerTable
            columns={[T.invited, T.role, T.accounts, T.until]}
            rows={rows.map(({ id, name, role, accounts, expires_at, made_by }) => ({
              key: id,
              cells: [
                name ?? T.anybody,
                T.roles[role],
                accountsText(accounts),
                `${new Date(expires_at).toLocaleDateString()}${made_by.id ? ` (${T.by(made_by.id)})` : ''}`,
              ],
              action: (
                <button
                  type="button"
                  aria-label={`${T.takeBack}: ${name ?? T.anybody}`}
                  onClick={() => void takeBack(id)}
                >
                  {T.takeBack}
                </button>
              ),
            }))}
          />
        </>
      )}
    </section>
  );
}
