import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { TEXT } from '../text.ts';
import { explain } from './explain.ts';
import { BY_COOKIE, demo, who } from './who.ts';

const T = TEXT.demo;

/** Says that what is shown was made up, and takes it away. */
export function DemoNote() {
  const isShown = useSignal(false);
  const note = useSignal('');
  const token = who.value ? BY_COOKIE : demo?.token;
  useEffect(() => {
    if (token === undefined || !demo) return;
    callApi<{ made_up: boolean }>('demo', token).then(
      ({ made_up }) => {
        isShown.value = made_up;
      },
      // Whoever may not see the demo is told nothing of it.
      () => {},
    );
  }, [token]);
  if (!isShown.value && !note.value) return null;
  const remove = async () => {
    if (!confirm(T.sure)) return;
    note.value = T.removing;
    try {
      await callApi('demo', BY_COOKIE, { method: 'DELETE' });
      location.reload();
    } catch (error) {
      note.value = explain(error);
    }
  };
  return (
    <aside class="demo" aria-label={T.title}>
      <p role="status">{note.value || T.madeUp}</p>
      {who.value?.owner && (
        <button type="button" class="of-demo" onClick={() => void remove()}>
          {T.remove}
        </button>
      )}
    </aside>
  );
}
