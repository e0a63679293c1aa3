import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { AccountChoice, useAccounts } from '../parts/accountChoice.tsx';
import { CheckResult } from '../parts/checkResult.tsx';
import type { Check } from '../parts/checkTypes.ts';
import { explain } from '../parts/explain.ts';
import { FindIn } from '../parts/findIn.tsx';
import { Form } from '../parts/form.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { useSome } from '../parts/useSome.ts';
import { BY_COOKIE } from '../parts/who.ts';
import { zoneOf } from '../parts/zone.ts';
import { TEXT } from '../text.ts';

const T = TEXT.check;

/** How often what the page tells is asked for, in ms. */
const EVERY_MS = 1500;

interface Tag {
  write_key: string;
  name: string;
  domain: string;
}

/** Opens a page of a site's with a link by which it tells of itself, and shows what it tells. */
export default function CheckPage() {
  return (
    <SignedIn>
      <Accounts />
    </SignedIn>
  );
}

function Accounts() {
  const { accounts, shown, problem } = useAccounts();
  return (
    <main class="one">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        <p>{T.intro}</p>
        <AccountChoice accounts={accounts} shown={shown} problem={problem.value} />
      </section>
      {shown && <ChecksOf key={shown.id} account={shown.id} timeZone={zoneOf(shown)} />}
    </main>
  );
}

function ChecksOf({ account, timeZone }: { account: string; timeZone: string }) {
  const found = useSome<'tags', Tag>(`accounts/${encodeURIComponent(account)}/tags`, 'tags');
  const check = useSignal<Check | null>(null);
  const lost = useSignal('');
  const id = check.value?.id;

  useEffect(() => {
    if (!id) return;
    const ended = new AbortController();
    const { signal } = ended;
    const ask = async () => {
      while (!signal.aborted) {
        await new Promise(resolve => setTimeout(resolve, EVERY_MS));
        if (signal.aborted) return;
        try {
          check.value = await callApi<Check>(`checks/${id}`, BY_COOKIE, { signal });
          lost.value = '';
        } catch (error) {
          if (!signal.aborted) lost.value = explain(error);
        }
      }
    };
    void ask();
    return () => ended.abort();
  }, [id]);

  const tags = found.rows ?? [];
  return (
    <>
      <section aria-labelledby="new-check">
        <h2 id="new-check">{T.page}</h2>
        <ProblemLine text={found.report.problem.value} />
        {found.rows && !tags.length && <p>{found.search.value ? TEXT.live.noneFound : T.noTag}</p>}
        <FindIn id="tag-search" label={TEXT.live.findTag} of={found} />
        {tags.length > 0 && (
          <Form
            submit={T.submit}
            keeps
            fields={[
              {
                name: 'writeKey',
                label: T.tag,
                options: tags.map(({ write_key, name, domain }) => [
                  write_key,
                  domain ? `${name} (${domain})` : name,
                ]),
              },
              {
                name: 'url',
                label: T.url,
                hint: T.urlHint,
                spellcheck: false,
                autocapitalize: 'off',
              },
            ]}
            onSubmit={async body => {
              lost.value = '';
              check.value = await callApi<Check>('checks', BY_COOKIE, { method: 'POST', body });
            }}
          />
        )}
      </section>
      {check.value && <CheckResult check={check.value} lost={lost.value} timeZone={timeZone} />}
    </>
  );
}
