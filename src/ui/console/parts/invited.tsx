import { callApi } from '../callApi.ts';
import { TEXT } from '../text.ts';
import { AnswerTable } from './answerTable.tsx';
import { ProblemLine } from './problemLine.tsx';
import { accountsText, type Role } from './rights.ts';
import type { List } from './useAnswer.ts';
import { BY_COOKIE } from './who.ts';

export interface Invitation {
  id: string;
  role: Role;
  accounts: string[] | '*';
  name: string | null;
  expires_at: string;
  made_by: { kind: string; id: string };
}

const T = TEXT.users;

/** The links that nobody took yet. */
export function Invited({ answer, problem, change }: List<{ invitations: Invitation[] }>) {
  const rows = answer.value?.invitations ?? [];
  if (!rows.length && !problem.value) return null;
  const takeBack = (id: string) =>
    change(() => callApi(`invitations/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' }));
  return (
    <section aria-labelledby="invited">
      <h2 id="invited">{T.open}</h2>
      <ProblemLine text={problem.value} />
      <AnswerTable
        columns={[T.invited, T.role, T.accounts, T.until]}
        rows={rows.map(({ id, name, role, accounts, expires_at, made_by }) => ({
          key: id,
          cells: [
            name ?? T.anybody,
            role,
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
    </section>
  );
}
