import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { callApi } from '../callApi.ts';
import { AccountChoice, useAccounts } from '../parts/accountChoice.tsx';
import { AnswerTable } from '../parts/answerTable.tsx';
import { PixelBuilder, type SavedPixel } from '../parts/pixelBuilder.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

type Item = Pick<SavedPixel, 'id' | 'name'> & {
  pixel_type: keyof typeof TEXT.pixels.types;
  conversion_type: string | null;
};

const T = TEXT.pixels;

/** Fewer are seen at a glance. */
const SOUGHT_FROM = 5;

/** Whether what is typed is in a pixel's name or in what it says happened. */
function isSought({ name, conversion_type }: Item, text: string): boolean {
  const sought = text.trim().toLowerCase();
  return [name, conversion_type ?? ''].some(each => each.toLowerCase().includes(sought));
}

/** Saved pixels: a list, and the one that is being built with its code beside it. */
export default function Pixels() {
  return (
    <SignedIn>
      <Accounts />
    </SignedIn>
  );
}

function Accounts() {
  const { accounts, shown, problem } = useAccounts();
  return shown ? (
    <PixelsOf key={shown.id} account={shown.id}>
      <AccountChoice accounts={accounts} shown={shown} problem={problem.value} />
    </PixelsOf>
  ) : (
    <main class="narrow">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        <AccountChoice accounts={accounts} shown={shown} problem={problem.value} />
      </section>
    </main>
  );
}

function PixelsOf({ account, children }: { account: string; children: ComponentChildren }) {
  const query = new URLSearchParams({ account_id: account });
  const { answer, problem, load, change } = useAnswer<{ data: Item[] }>(`saved-pixels?${query}`);
  const saved = useSignal('');
  /** What is built: null nothing, '' a new one. */
  const built = useSignal<string | null>(null);
  const sought = useSignal('');
  const mayChange = who.value?.scope === 'write';
  const all = answer.value?.data ?? [];
  const found = all.filter(item => isSought(item, sought.value));
  const pathOf = (id: string) => `saved-pixels/${encodeURIComponent(id)}?${query}`;

  const remove = ({ id, name }: Item) =>
    confirm(T.sure(name)) &&
    change(async () => {
      await callApi(pathOf(id), BY_COOKIE, { method: 'DELETE' });
      if (built.value === id) built.value = null;
    });

  return (
    <main class="one">
      <section aria-labelledby="title">
        <h2 id="title">{T.title}</h2>
        {children}
        <ProblemLine text={problem.value} />
        <p class="hint" role="status">
          {saved.value}
        </p>
        {answer.value?.data.length === 0 && <p>{T.none}</p>}
        {all.length > SOUGHT_FROM && (
          <p>
            <label for="sought">{T.search}</label>
            <input
              id="sought"
              type="search"
              value={sought.value}
              onInput={event => {
                sought.value = event.currentTarget.value;
              }}
            />
          </p>
        )}
        {all.length > 0 && !found.length && <p role="status">{T.noneFound}</p>}
        {found.length > 0 && (
          <AnswerTable
            columns={[T.name, T.type, T.conversionType]}
            rows={found.map(item => ({
              key: item.id,
              cells: [item.name, T.types[item.pixel_type], item.conversion_type],
              action: (
                <div class="together">
                  <button
                    type="button"
                    aria-label={`${T.edit}: ${item.name}`}
                    onClick={() => {
                      saved.value = '';
                      built.value = item.id;
                    }}
                  >
                    {T.edit}
                  </button>
                  {mayChange && (
                    <button
                      type="button"
                      aria-label={`${T.remove}: ${item.name}`}
                      onClick={() => void remove(item)}
                    >
                      {T.remove}
                    </button>
                  )}
                </div>
              ),
            }))}
          />
        )}
        {built.value === null && mayChange && (
          <button
            type="button"
            onClick={() => {
              saved.value = '';
              built.value = '';
            }}
          >
            {T.create}
          </button>
        )}
      </section>
      {built.value !== null && (
        <PixelBuilder
          key={built.value}
          account={account}
          id={built.value}
          onSaved={async id => {
            await load();
            saved.value = T.saved;
            built.value = id;
          }}
          onClose={() => {
            built.value = null;
          }}
        />
      )}
    </main>
  );
}
