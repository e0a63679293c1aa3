import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { AccountChoice, useAccounts } from '../parts/accountChoice.tsx';
import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { SearchBox } from '../parts/findIn.tsx';
import { PixelBuilder, type SavedPixel } from '../parts/pixelBuilder.tsx';
import { ProblemLine } from '../parts/problemLine.tsx';
import { SignedIn } from '../parts/signedIn.tsx';
import { usePages } from '../parts/usePages.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';

type Item = Pick<SavedPixel, 'id' | 'name'> & {
  pixel_type: keyof typeof TEXT.pixels.types;
  conversion_type: string | null;
};

const T = TEXT.pixels;

/** Fewer are seen at a glance. */
const SOUGHT_FROM = 5;

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
  const path = `saved-pixels?${query}`;
  const { rows, search, hasMore, more, problem, load, change } = usePages<'data', Item>(path, 'data');
  const saved = useSignal('');
  /** What is built: null nothing, '' a new one. */
  const built = useSignal<string | null>(null);
  const mayChange = who.value?.scope === 'write';
  const found = rows ?? [];
  // Once it is there it stays: it holds what is typed.
  const isSearched = useRef(false);
  isSearched.current ||= found.length > SOUGHT_FROM;
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
        {rows?.length === 0 && !search.value && <p>{T.none}</p>}
        {isSearched.current && (
          <p class="together">
            <label for="sought">{T.search}</label>
            <SearchBox id="sought" search={search} />
          </p>
        )}
        {rows?.length === 0 && search.value && <p role="status">{T.noneFound}</p>}
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
        {hasMore && (
          <p>
            <button type="button" onClick={() => void more()}>
              {TEXT.more}
            </button>
          </p>
        )}
        {found.length > 0 && (
          <p class="below">
            <CsvLink path={path} name="saved-pixels" of={T.title} />
          </p>
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
