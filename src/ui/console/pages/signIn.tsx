import { useEffect } from 'preact/hooks';
import { Form } from '../parts/form.tsx';
import { go } from '../parts/route.ts';
import { logIn, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

/** @param stays true where it stands in the place of the page that was asked for, which comes after it */
export default function SignIn({ stays }: { rest?: string; stays?: boolean }) {
  const { title, name, password, submit, hint } = TEXT.signIn;
  useEffect(() => {
    if (who.value && !stays) go('');
  }, []);
  return (
    <main class="narrow">
      <section aria-labelledby="title">
        <h2 id="title">{title}</h2>
        <Form
          submit={submit}
          fields={[
            { name: 'name', label: name, autocomplete: 'username', autofocus: true, spellcheck: false },
            { name: 'password', label: password, type: 'password', autocomplete: 'current-password' },
          ]}
          onSubmit={async values => {
            await logIn(values.name!, values.password!);
            if (!stays) go('');
          }}
        />
        <p class="hint">{hint}</p>
      </section>
    </main>
  );
}
