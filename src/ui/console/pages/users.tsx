import { callApi } from '../callApi.ts';
import { AnswerTable } from '../parts/answerTable.tsx';
import { Form } from '../parts/form.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

interface User {
  name: string;
  role: 'viewer' | 'editor';
  publish: boolean;
  accounts: string[] | '*';
}

const T = TEXT.users;

/** Who may log in. */
export default function Users() {
  return <SignedIn>{who.value?.accounts === '*' ? <All /> : <NotYours />}</SignedIn>;
}

const NotYours = () => (
  <main class="narrow">
    <section>
      <p>{T.notYours}</p>
    </section>
  </main>
);

function All() {
  const { answer, problem, load, change } = useAnswer<{ users: User[] }>('users');
  const mayChange = who.value?.scope === 'write';

  const remove = (name: string) =>
    confirm(T.sure(name)) &&
    change(() => callApi(`users/${encodeURIComponent(name)}?tokens=remove`, BY_COOKIE, { method: 'DELETE' }));

  return (
    <main class="two">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        <ProblemLine text={problem.value} />
        {answer.value && (
          <AnswerTable
            columns={[T.name, T.role, T.accounts]}
            rows={answer.value.users.map(({ name, role, publish, accounts }) => ({
              key: name,
              cells: [name, publish ? 'publisher' : role, accounts === '*' ? T.all : accounts.join(', ')],
              action:
                mayChange &&
                (name === who.value?.actor.name ? (
                  T.you
                ) : (
                  <button type="button" aria-label={`${T.remove}: ${name}`} onClick={() => void remove(name)}>
                    {T.remove}
                  </button>
                )),
            }))}
          />
        )}
      </section>
      {mayChange && (
        <section aria-labelledby="new-user">
          <h2 id="new-user">{T.newUser}</h2>
          <Form
            submit={T.add}
            fields={[
              { name: 'name', label: T.name, autocomplete: 'off', spellcheck: false },
              {
                name: 'password',
                label: T.password,
                hint: T.passwordHint,
                type: 'password',
                autocomplete: 'new-password',
              },
              {
                name: 'role',
                label: T.role,
                options: Object.entries(T.roles).filter(
                  ([role]) => role !== 'publisher' || who.value?.publish,
                ),
              },
              { name: 'accounts', label: T.accounts, hint: T.accountsHint, value: '*', spellcheck: false },
            ]}
            onSubmit={async ({ name, password, role, accounts }) => {
              const isPublisher = role === 'publisher';
              const body = {
                name,
                password,
                role: isPublisher ? 'editor' : role,
                ...(isPublisher && { publish: true }),
                accounts: accounts!.trim() === '*' ? '*' : accounts!.split(',').map(each => each.trim()),
              };
              await callApi('users', BY_COOKIE, { method: 'POST', body });
              await load();
            }}
          />
        </section>
      )}
    </main>
  );
}
