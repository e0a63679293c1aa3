import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { TEXT } from '../text.ts';
import type { ErasureProgress } from './erase.ts';
import { ErasureBar } from './erasureBar.tsx';
import { explain } from './explain.ts';
import { BY_COOKIE, demo, who } from './who.ts';

const T = TEXT.demo;

/** Says that what is shown was made up, and takes it away. */
export function DemoNote() {
  const isShown = useSignal(false);
  const note = useSignal('');
  const progress = useSignal<ErasureProgress | null>(null);
  const stopping = useSignal<AbortController | null>(null);
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
    const stop = new AbortController();
    stopping.value = stop;
    note.value = '';
    try {
      // Few come to this: the first load has not to carry it.
      const { erase } = await import('./erase.ts');
      const isGone = await erase('demo', stop.signal, at => {
        progress.value = at;
      });
      if (isGone) return location.reload();
      note.value = T.stopped;
    } catch (error) {
      note.value = explain(error);
    }
    stopping.value = null;
    progress.value = null;
  };
  return (
    <aside class="demo" aria-label={T.title}>
      {progress.value ? <ErasureBar {...progress.value} /> : <p role="status">{note.value || T.madeUp}</p>}
      {who.value?.owner && (
        <button
          type="button"
          class="of-demo"
          onClick={() => (stopping.value ? stopping.value.abort() : void remove())}
        >
          {stopping.value ? TEXT.manage.stop : T.remove}
        </button>
      )}
    </aside>
  );
}
