import { useSignal } from '@preact/signals';
import { callApi } from '../callApi.ts';
import { AccountChoice, chosenAccount, useAccounts } from '../parts/accountChoice.tsx';
import { explain } from '../parts/explain.ts';
import { Form } from '../parts/form.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

interface Tag {
  write_key: string;
  name: string;
  domain: string;
  disabled: boolean;
}

const T = TEXT.tags;

/** Accounts and their tags. */
export default function Tags() {
  return (
    <SignedIn>
      <Accounts />
    </SignedIn>
  );
}

function Accounts() {
  const { accounts, shown, problem, load } = useAccounts();
  const mayMake = who.value?.scope === 'write' && who.value.accounts === '*';
  return (
    <main class="two">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        <AccountChoice accounts={accounts} shown={shown} problem={problem.value} />
        {shown && <TagsOf key={shown.id} account={shown.id} />}
      </section>
      {mayMake && (
        <section aria-labelledby="new-account">
          <h2 id="new-account">{T.newAccount}</h2>
          <Form
            submit={T.addAccount}
            fields={[
              { name: 'name', label: T.accountName, maxlength: 100 },
              {
                name: 'id',
                label: T.accountId,
                hint: T.accountIdHint,
                spellcheck: false,
                autocapitalize: 'off',
              },
            ]}
            onSubmit={async ({ id, name }) => {
              await callApi('accounts', BY_COOKIE, { method: 'POST', body: { id, name } });
              await load();
              chosenAccount.value = id!;
            }}
          />
        </section>
      )}
    </main>
  );
}

function TagsOf({ account }: { account: string }) {
  const path = `accounts/${encodeURIComponent(account)}/tags`;
  const { answer, problem, load } = useAnswer<{ tags: Tag[] }>(path);
  const failed = useSignal('');
  const mayChange = who.value?.scope === 'write';
  const tags = answer.value?.tags;

  const turn = async ({ write_key, name, disabled }: Tag) => {
    if (!disabled && !confirm(T.sure(name))) return;
    failed.value = '';
    try {
      const body = { disabled: !disabled };
      await callApi(`${path}/${encodeURIComponent(write_key)}`, BY_COOKIE, { method: 'PATCH', body });
      await load();
    } catch (error) {
      failed.value = explain(error);
    }
  };

  return (
    <>
      {(problem.value || failed.value) && (
        <p class="hint problem" role="status">
          {problem.value || failed.value}
        </p>
      )}
      {tags?.length === 0 && <p>{T.noTags}</p>}
      {tags && tags.length > 0 && (
        <div class="wide">
          <table class="list">
            <thead>
              <tr>
                {[T.name, T.domain, T.writeKey, T.state].map(each => (
                  <th key={each} scope="col">
                    {each}
                  </th>
                ))}
                {mayChange && <td />}
              </tr>
            </thead>
            <tbody>
              {tags.map(tag => (
                <tr key={tag.write_key}>
                  <th scope="row">{tag.name}</th>
                  <td>{tag.domain}</td>
                  <td>
                    <code>{tag.write_key}</code>
                  </td>
                  <td>{tag.disabled ? T.off : T.on}</td>
                  {mayChange && (
                    <td>
                      <button
                        type="button"
                        aria-label={`${tag.disabled ? T.turnOn : T.turnOff}: ${tag.name}`}
                        onClick={() => void turn(tag)}
                      >
                        {tag.disabled ? T.turnOn : T.turnOff}
                      </button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayChange ? (
        <>
          <h2>{T.newTag}</h2>
          <Form
            submit={T.addTag}
            fields={[
              { name: 'name', label: T.name, maxlength: 100 },
              {
                name: 'domain',
                label: T.domain,
                hint: T.domainHint,
                spellcheck: false,
                autocapitalize: 'off',
              },
            ]}
            onSubmit={async body => {
              await callApi(path, BY_COOKIE, { method: 'POST', body });
              await load();
            }}
          />
        </>
      ) : (
        <p class="hint">{T.readOnly}</p>
      )}
    </>
  );
}
