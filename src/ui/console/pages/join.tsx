import { Form } from '../parts/form.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { go, linkTo } from '../parts/route.ts';
import { useInvitation } from '../parts/useInvitation.ts';
import { join } from '../parts/who.ts';
import { TEXT } from '../text.ts';

const T = TEXT.join;

/** What the link of an invitation opens. @param rest its key */
export default function Join({ rest: key = '' }: { rest?: string }) {
  const { given, problem } = useInvitation(key);
  return (
    <main class="narrow">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        <ProblemLine text={problem.value} />
        {problem.value && (
          <p>
            <a href={linkTo('sign-in')}>{TEXT.signIn.link}</a>
          </p>
        )}
        {given.value && (
          <Form
            submit={T.submit}
            fields={[
              {
                name: 'name',
                label: T.name,
                autocomplete: 'username',
                autofocus: true,
                spellcheck: false,
                ...(given.value.name && { value: given.value.name }),
              },
              {
                name: 'password',
                label: T.password,
                hint: T.hint,
                type: 'password',
                autocomplete: 'new-password',
              },
            ]}
            onSubmit={async values => {
              await join(key, values.name!, values.password!);
              // The key is of no use any more, and its address need not stay in the browser's history.
              history.replaceState(null, '', linkTo(''));
              go('');
              dispatchEvent(new HashChangeEvent('hashchange'));
            }}
          >
            <p>{T.intro(TEXT.users.roles[given.value.role], given.value.accounts)}</p>
            <p class="hint">{T.until(new Date(given.value.expires_at).toLocaleDateString())}</p>
          </Form>
        )}
      </section>
    </main>
  );
}
