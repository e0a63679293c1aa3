import { useSignal } from '@preact/signals';
import { callApi } from '../../callApi.ts';
import { TEXT } from '../../text.ts';
import type { Account } from '../account.ts';
import { type ErasureProgress, erase } from '../erase.ts';
import { ErasureBar } from '../erasureBar.tsx';
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
  const progress = useSignal<ErasureProgress | undefined>(undefined);
  const stopping = useSignal<AbortController | undefined>(undefined);
  const wasStopped = useSignal(false);
  const removal = kind.record?.remove;
  const me = who.value;
  if (!removal || !me || !(removal.isFor?.(me, row) ?? me.scope === 'write')) return null;
  const name = kind.nameOf(row);
  const { text = T.remove, done = T.removed } = removal;

  const ask = () => {
    isAsking.value = true;
    wasStopped.value = false;
    hangs.value = undefined;
    removal.hangs?.(account, row).then(
      found => {
        hangs.value = found;
      },
      // What is not known is not said; the question stands all the same.
      () => {},
    );
  };
  /** Whether all of it is gone. */
  const remove = async (): Promise<boolean> => {
    const path = removal.path(account, row);
    if (!removal.isLong) {
      await callApi(path, BY_COOKIE, { method: 'DELETE' });
      return true;
    }
    stopping.value = new AbortController();
    try {
      return await erase(path, stopping.value.signal, far => {
        progress.value = far;
      });
    } finally {
      progress.value = undefined;
      stopping.value = undefined;
    }
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
          onStop={removal.isLong && (() => stopping.value?.abort())}
          onYes={async () => {
            wasStopped.value = !(await remove());
            if (wasStopped.value) return;
            isAsking.value = false;
            await onDone(done(name));
          }}
        >
          {progress.value ? <ErasureBar {...progress.value} /> : <p>{removal.sure(row)}</p>}
          {wasStopped.value && !progress.value && <p role="status">{T.stopped}</p>}
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
