import { useSignal } from '@preact/signals';
import { callApi } from '../../callApi.ts';
import { TEXT } from '../../text.ts';
import { CopyText } from '../copyText.tsx';
import { explain } from '../explain.ts';
import { ProblemLine } from '../problemLine.tsx';
import { Question } from '../question.tsx';
import { when } from '../when.ts';
import { BY_COOKIE } from '../who.ts';
import type { BesideProps } from './kind.ts';

const T = TEXT.manage.tags;

/** A tag, as far as it signs. */
interface Signer {
  write_key: string;
  secret_made_at: string | null;
}

/** What a tag is known by, and the secret that its site signs with: shown when it is made, and never again. */
export function TagSecret({ row, account, mayChange, reload }: BesideProps<Signer>) {
  const path = `accounts/${encodeURIComponent(account.id)}/tags/${encodeURIComponent(row.write_key)}/secret`;
  const made = useSignal('');
  const problem = useSignal('');
  const asking = useSignal<'replace' | 'remove' | null>(null);
  const since = row.secret_made_at;

  const make = async () => {
    const { secret } = await callApi<{ secret: string }>(path, BY_COOKIE, { method: 'POST', body: {} });
    made.value = secret;
    asking.value = null;
    await reload();
  };
  const remove = async () => {
    await callApi(path, BY_COOKIE, { method: 'DELETE' });
    made.value = '';
    asking.value = null;
    await reload();
  };
  const makeFirst = () => {
    problem.value = '';
    make().catch(error => {
      problem.value = explain(error);
    });
  };
  return (
    <>
      <CopyText title={T.writeKey} text={row.write_key} />
      <h3>{T.secret}</h3>
      <p class="hint">{T.secretIntro}</p>
      <p>{since === null ? T.secretNone : T.secretSince(when(since, account))}</p>
      {made.value && (
        <div class="once">
          <p role="status">{TEXT.manage.once}</p>
          <CopyText title={T.secret} text={made.value} />
        </div>
      )}
      <ProblemLine text={problem.value} />
      {mayChange && (
        <div class="together">
          {since === null ? (
            <button type="button" onClick={makeFirst}>
              {T.makeSecret}
            </button>
          ) : (
            <>
              <button
                type="button"
                onClick={() => {
                  asking.value = 'replace';
                }}
              >
                {T.replaceSecret}
              </button>
              <button
                type="button"
                class="danger quiet"
                onClick={() => {
                  asking.value = 'remove';
                }}
              >
                {T.removeSecret}
              </button>
            </>
          )}
        </div>
      )}
      {asking.value && (
        <Question
          title={asking.value === 'replace' ? T.replaceSecret : T.removeSecret}
          submit={asking.value === 'replace' ? T.replaceSecret : T.removeSecret}
          onNo={() => {
            asking.value = null;
          }}
          onYes={asking.value === 'replace' ? make : remove}
        >
          <p>{asking.value === 'replace' ? T.sureReplace : T.sureSecret}</p>
        </Question>
      )}
    </>
  );
}
