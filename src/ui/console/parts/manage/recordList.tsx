import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { TEXT } from '../../text.ts';
import type { Account } from '../account.ts';
import { ProblemLine } from '../problemLine.tsx';
import { routeQuery } from '../route.ts';
import { who } from '../who.ts';
import { Wide } from '../wide.tsx';
import { directionOf, readAsked, SEARCH, turned, writeAsked } from './asked.ts';
import type { Column, Filter, Kind } from './kind.ts';
import { manageLink, NEW, replaceQuery } from './manageLink.ts';
import { takeNote } from './nextNote.ts';
import { RemoveButton } from './removeButton.tsx';
import { useRows } from './useRows.ts';

const T = TEXT.manage;

/** How long a question waits for the next letter. */
const TYPING_MS = 250;

interface Props<Row extends object> {
  kind: Kind<Row>;
  account: Account;
  /** The choice of the account, where it is of one. */
  choice: ComponentChildren;
  /** Told where one was deleted. */
  onChanged: () => Promise<void>;
}

/** A page of the records of a kind: searched, sorted, and read on by the collector. */
export function RecordList<Row extends object>({ kind, account, choice, onChanged }: Props<Row>) {
  const said = readAsked(routeQuery.value, kind);
  // Where this page and those before it began.
  const places = useSignal<string[]>(['']);
  const question = JSON.stringify(said);
  const asking = useRef(question);
  if (asking.current !== question) {
    asking.current = question;
    places.value = [''];
  }
  const asked = { ...said, from: places.value.at(-1) ?? '' };
  const { page, problem, isBusy, load } = useRows<Row>(each => kind.list(account, each), kind.read, asked);
  const done = useSignal(useMemo(takeNote, []));
  const isAsked = useComputed(() =>
    Object.values(readAsked(routeQuery.value, kind).filters).some(value => value !== ''),
  );
  const ask = (next: typeof said) => replaceQuery(writeAsked(routeQuery.value, next, kind));

  const { record, text } = kind;
  const me = who.value!;
  const mayAdd = record?.add(account, me) !== undefined;
  const { rows = [], next = null, count } = page.value ?? {};
  const isRemovable =
    record?.remove && rows.some(row => record.remove!.isFor?.(me, row) ?? me.scope === 'write');
  const newLink = manageLink({ kind: kind.name, key: NEW, account: account.id });

  return (
    <>
      <div class="title">
        <h2 id="title">{text.title}</h2>
        {record && mayAdd && (
          <a class="button" href={newLink}>
            {record.create}
          </a>
        )}
      </div>
      <search class="questions">
        {choice}
        <Questions kind={kind} filters={said.filters} onAsk={filters => ask({ ...said, filters })} />
      </search>
      <ProblemLine text={problem.value} />
      <p class="hint" role="status">
        {done.value}
      </p>
      {!page.value && isBusy.value && <p class="hint">{T.loading}</p>}
      {page.value && !rows.length && !isAsked.value && asked.from === '' && (
        <div class="nothing">
          <p>{text.none}</p>
          {record && mayAdd && (
            <a class="button" href={newLink}>
              {record.create}
            </a>
          )}
        </div>
      )}
      {page.value && !rows.length && (isAsked.value || asked.from !== '') && (
        <p class="nothing">{next === null ? T.nothingFound : T.further}</p>
      )}
      {rows.length > 0 && (
        <Wide>
          <table class="list records" aria-busy={isBusy.value} aria-labelledby="title">
            <thead>
              <tr>
                {kind.columns.map(column => (
                  <Heading
                    key={column.title}
                    column={column}
                    sort={said.sort}
                    onSort={sort => ask({ ...said, sort })}
                  />
                ))}
                {isRemovable && <td class="extra" />}
              </tr>
            </thead>
            <tbody>
              {rows.map(row => {
                const key = kind.keyOf(row);
                const [first, ...others] = kind.columns;
                const name = first.cell(row, account);
                return (
                  <tr key={key}>
                    <th scope="row">
                      {record ? (
                        <a href={manageLink({ kind: kind.name, key, account: account.id })}>{name}</a>
                      ) : (
                        name
                      )}
                    </th>
                    {others.map(({ title, cell, isExtra }) => (
                      <td key={title} class={isExtra ? 'extra' : undefined}>
                        {cell(row, account)}
                      </td>
                    ))}
                    {isRemovable && (
                      <td class="extra">
                        <RemoveButton
                          kind={kind}
                          account={account}
                          row={row}
                          onDone={async note => {
                            done.value = note;
                            await Promise.all([load(), onChanged()]);
                          }}
                        />
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Wide>
      )}
      {page.value && (
        <div class="together foot">
          {(places.value.length > 1 || next !== null) && (
            <>
              <button
                type="button"
                disabled={places.value.length === 1}
                onClick={() => {
                  places.value = places.value.slice(0, -1);
                }}
              >
                {T.before}
              </button>
              <button
                type="button"
                disabled={next === null}
                onClick={() => {
                  if (next !== null) places.value = [...places.value, next];
                }}
              >
                {T.after}
              </button>
            </>
          )}
          {count !== undefined && count > 0 && <p class="hint">{T.found(count.toLocaleString())}</p>}
          {rows.length > 0 && (
            <a class="quiet" href={kind.csv(account, asked)} download={`${kind.name}.csv`}>
              {T.csv}
            </a>
          )}
          {me.scope !== 'write' && record && <p class="hint">{T.lookOnly}</p>}
        </div>
      )}
    </>
  );
}

interface HeadingProps<Row> {
  column: Column<Row>;
  sort: string;
  onSort: (sort: string) => void;
}

function Heading<Row>({ column: { title, sort: by, isExtra }, sort, onSort }: HeadingProps<Row>) {
  const direction = by === undefined ? undefined : directionOf(sort, by);
  return (
    <th scope="col" class={isExtra ? 'extra' : undefined} aria-sort={direction}>
      {by === undefined ? (
        title
      ) : (
        <button type="button" class="sort" onClick={() => onSort(turned(sort, by))}>
          {title}
          <span aria-hidden="true">
            {direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : ''}
          </span>
        </button>
      )}
    </th>
  );
}

interface QuestionsProps {
  kind: { filters?: Filter[]; name: string };
  filters: { [name: string]: string };
  onAsk: (filters: { [name: string]: string }) => void;
}

/** The search of a list, or its own questions. What is typed is asked when the typing stops. */
function Questions({ kind, filters, onAsk }: QuestionsProps) {
  const typed = useSignal(filters);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const all: Filter[] = kind.filters ?? [{ name: SEARCH, label: T.search }];
  const set = (name: string, value: string, waits: boolean) => {
    typed.value = { ...typed.value, [name]: value };
    clearTimeout(timer.current);
    if (waits) timer.current = setTimeout(() => onAsk(typed.value), TYPING_MS);
    else onAsk(typed.value);
  };
  return (
    <form
      method="post"
      onSubmit={event => {
        event.preventDefault();
        clearTimeout(timer.current);
        onAsk(typed.value);
      }}
    >
      {all.map(({ name, label, hint, options, is }) => {
        const id = `ask-${name}`;
        return (
          <div key={name}>
            <label for={id}>{label}</label>
            {options ? (
              <select
                id={id}
                value={typed.value[name]}
                onChange={event => set(name, event.currentTarget.value, false)}
              >
                {options.map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            ) : (
              <input
                id={id}
                {...({ type: is ?? 'search' } as object)}
                placeholder={hint}
                maxlength={255}
                spellcheck={false}
                autocomplete="off"
                value={typed.value[name]}
                onInput={event => set(name, event.currentTarget.value, is === undefined)}
              />
            )}
          </div>
        );
      })}
    </form>
  );
}
