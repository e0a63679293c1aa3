import { useSignal } from '@preact/signals';
import { callApi } from '../../callApi.ts';
import { TEXT } from '../../text.ts';
import type { Account } from '../account.ts';
import { Question } from '../question.tsx';
import { BY_COOKIE, who } from '../who.ts';
import type { Kind } from './kind.ts';

const T = TEXT.manage;

interface Props<Row extends object> {
  kind: Kind<Row>;
  account: Account;
  row: Row;
  /** Gets what is said of it. */
  onDone: (note: string) => void | Promise<void>;
}

/** Deletes a record, once it was asked whether that is meant. */
export function RemoveButton<Row extends object>({ kind, account, row, onDone }: Props<Row>) {
  const isAsking = useSignal(false);
  const hangs = useSignal<{ title: string; items: string[] } | undefined>(undefined);
  const removal = kind.record?.remove;
  const me = who.value;
  if (!removal || !me || !(removal.isFor?.(me, row) ?? me.scope === 'write')) return null;
  const name = kind.nameOf(row);
  const { text = T.remove, done = T.removed } = removal;

  const ask = () => {
    isAsking.value = true;
    hangs.value = undefined;
    removal.hangs?.(account, row).then(
      found => {
        hangs.value = found;
      },
      // What is not known is not said; the question stands all the same.
      () => {},
    );
  };
  return (
    <>
      <button type="button" class="danger quiet" aria-label={`${text}: ${name}`} onClick={ask}>
        {text}
      </button>
      {isAsking.value && (
        <Question
          title={`${text}: ${name}`}
          submit={text}
          typed={removal.typed?.(row)}
          onNo={() => {
            isAsking.value = false;
          }}
          onYes={async () => {
            await callApi(removal.path(account, row), BY_COOKIE, { method: 'DELETE' });
            isAsking.value = false;
            await onDone(done(name));
          }}
        >
          <p>{removal.sure(row)}</p>
          {hangs.value && (
            <div>
              <p>{hangs.value.title}</p>
              <ul>
                {hangs.value.items.map(each => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </div>
          )}
        </Question>
      )}
    </>
  );
}
