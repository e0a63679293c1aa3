import { callApi } from '../callApi.ts';
import { AnswerTable } from '../parts/answerTable.tsx';
import { Form } from '../parts/form.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

interface Session {
  id: string;
  kind: 'console' | 'auth';
  created_at: string;
  used_at: string;
  is_this: boolean;
}

const T = TEXT.me;

const when = (time: string): string =>
  new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** One's own log-ins and password. */
export default function Me() {
  return (
    <SignedIn>
      <Own />
    </SignedIn>
  );
}

function Own() {
  const name = who.value?.actor.name ?? '';
  const { answer, problem, load, change } = useAnswer<{ sessions: Session[] }>(
    `sessions?${new URLSearchParams({ user: name })}`,
  );

  const end = (id: string) =>
    change(() => callApi(`sessions/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' }));

  const others = answer.value?.sessions.filter(({ is_this }) => !is_this) ?? [];
  const endOthers = () =>
    change(async () => {
      for (const { id } of others)
        await callApi(`sessions/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' });
    });

  return (
    <main class="two">
      <section aria-labelledby="title">
        <h2 id="title">{T.sessions}</h2>
        <p>
          {T.signedInAs} <b>{name}</b>
        </p>
        <ProblemLine text={problem.value} />
        {answer.value && (
          <AnswerTable
            columns={[T.began, T.used, T.kind]}
            rows={answer.value.sessions.map(({ id, kind, created_at, used_at, is_this }) => ({
              key: id,
              cells: [when(created_at), when(used_at), T.kinds[kind]],
              action: is_this ? (
                T.this
              ) : (
                <button
                  type="button"
                  aria-label={`${T.end}: ${when(created_at)}`}
                  onClick={() => void end(id)}
                >
                  {T.end}
                </button>
              ),
            }))}
          />
        )}
        {others.length > 1 && (
          <button type="button" onClick={() => void endOthers()}>
            {T.endOthers}
          </button>
        )}
      </section>
      <section aria-labelledby="password">
        <h2 id="password">{T.password}</h2>
        <Form
          submit={T.change}
          done={T.changed}
          username={name}
          fields={[
            { name: 'password', label: T.now, type: 'password', autocomplete: 'current-password' },
            { name: 'new_password', label: T.next, type: 'password', autocomplete: 'new-password' },
          ]}
          onSubmit={async body => {
            await callApi('session/password', BY_COOKIE, { method: 'PUT', body });
            await load();
          }}
        />
      </section>
    </main>
  );
}
