import { callApi } from '../callApi.ts';
import { AccountChoice, chosenAccount, useAccounts } from '../parts/accountChoice.tsx';
import { AnswerTable } from '../parts/answerTable.tsx';
import { Form } from '../parts/form.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
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
  const { answer, problem, load, change } = useAnswer<{ tags: Tag[] }>(path);
  const mayChange = who.value?.scope === 'write';
  const tags = answer.value?.tags;

  const turn = ({ write_key, name, disabled }: Tag) =>
    (disabled || confirm(T.sure(name))) &&
    change(() =>
      callApi(`${path}/${encodeURIComponent(write_key)}`, BY_COOKIE, {
        method: 'PATCH',
        body: { disabled: !disabled },
      }),
    );

  return (
    <>
      <ProblemLine text={problem.value} />
      {tags?.length === 0 && <p>{T.noTags}</p>}
      {tags && tags.length > 0 && (
        <AnswerTable
          columns={[T.name, T.domain, T.writeKey, T.state]}
          rows={tags.map(tag => ({
            key: tag.write_key,
            cells: [
              tag.name,
              tag.domain,
              <code key="key">{tag.write_key}</code>,
              tag.disabled ? T.off : T.on,
            ],
            action: mayChange && (
              <button
                type="button"
                aria-label={`${tag.disabled ? T.turnOn : T.turnOff}: ${tag.name}`}
                onClick={() => void turn(tag)}
              >
                {tag.disabled ? T.turnOn : T.turnOff}
              </button>
            ),
          }))}
        />
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
