import { useSignal } from '@preact/signals';
import { callApi } from '../callApi.ts';
import { explain } from '../parts/explain.ts';
import { Form } from '../parts/form.tsx';
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
  const { answer, problem, load } = useAnswer<{ users: User[] }>('users');
  const failed = useSignal('');
  const mayChange = who.value?.scope === 'write';

  const remove = async (name: string) => {
    if (!confirm(T.sure(name))) return;
    failed.value = '';
    try {
      await callApi(`users/${encodeURIComponent(name)}?tokens=remove`, BY_COOKIE, { method: 'DELETE' });
      await load();
    } catch (error) {
      failed.value = explain(error);
    }
  };

  return (
    <main class="two">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        {(problem.value || failed.value) && (
          <p class="hint problem" role="status">
            {problem.value || failed.value}
          </p>
        )}
        {answer.value && (
          <div class="wide">
            <table class="list">
              <thead>
                <tr>
                  {[T.name, T.role, T.accounts].map(each => (
                    <th key={each} scope="col">
                      {each}
                    </th>
                  ))}
                  {mayChange && <td />}
                </tr>
              </thead>
              <tbody>
                {answer.value.users.map(({ name, role, publish, accounts }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{publish ? 'publisher' : role}</td>
                    <td>{accounts === '*' ? T.all : accounts.join(', ')}</td>
                    {mayChange && (
                      <td>
                        {name === who.value?.actor.name ? (
                          T.you
                        ) : (
                          <button
                            type="button"
                            aria-label={`${T.remove}: ${name}`}
                            onClick={() => void remove(name)}
                          >
                            {T.remove}
                          </button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
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
