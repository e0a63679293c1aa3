import { Form } from '../parts/form.tsx';
import { go, linkTo } from '../parts/route.ts';
import { hasUsers, makeFirstUser } from '../parts/who.ts';
import { TEXT } from '../text.ts';

/** What the link of the first start opens. @param rest its key */
export default function First({ rest: key = '' }: { rest?: string }) {
  const { title, intro, name, password, hint, submit, late } = TEXT.first;
  return (
    <main class="narrow">
      <section aria-labelledby="title">
        <h2 id="title">{title}</h2>
        {hasUsers.value ? (
          <p>
            {late} <a href={linkTo('sign-in')}>{TEXT.signIn.link}</a>
          </p>
        ) : (
          <Form
            submit={submit}
            fields={[
              { name: 'name', label: name, autocomplete: 'username', autofocus: true, spellcheck: false },
              { name: 'password', label: password, hint, type: 'password', autocomplete: 'new-password' },
            ]}
            onSubmit={async values => {
              await makeFirstUser(key, values.name!, values.password!);
              // The key is of no use any more, and its address need not stay in the browser's history.
              history.replaceState(null, '', linkTo('manage/tags'));
              go('manage/tags');
              dispatchEvent(new HashChangeEvent('hashchange'));
            }}
          >
            <p>{intro}</p>
          </Form>
        )}
      </section>
    </main>
  );
}
