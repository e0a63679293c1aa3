import { useSignal } from '@preact/signals';
import { TEXT } from '../../text.ts';
import { chosenAccount } from '../accountChoice.tsx';
import { useAnswer } from '../useAnswer.ts';
import { pathWith } from './dialects.ts';
import type { OwnInputProps } from './field.ts';

interface Named {
  id: number;
  name: string;
}
interface Found {
  response: { pixels: Named[] };
}

const T = TEXT.manage.picker;

/** Most pixels that are offered at once: the others are searched for. */
const OFFERED = 8;

/** The conversion pixels that a record uses, and others that it may. */
export function PixelPicker({ id, describedBy, value: ids, set }: OwnInputProps<number[]>) {
  const search = useSignal('');
  const own = { advertiser_code: chosenAccount.value, fields: 'id,name' };
  // Their names: a record has numbers alone.
  const used = useAnswer<Found>(
    ids.length ? pathWith('pixel', { ...own, id: ids.join(','), num_elements: 100 }) : null,
  );
  const others = useAnswer<Found>(
    pathWith('pixel', {
      ...own,
      search: search.value,
      not_id: ids.join(','),
      sort: 'name',
      num_elements: OFFERED,
    }),
  );
  const names = new Map(used.answer.value?.response.pixels.map(each => [each.id, each.name]));
  const nameOf = (pixel: number) => names.get(pixel) ?? String(pixel);
  const offered = others.answer.value?.response.pixels;
  return (
    <>
      {ids.length ? (
        <ul class="picked">
          {ids.map(pixel => (
            <li key={pixel}>
              <span>{nameOf(pixel)}</span>
              <button
                type="button"
                aria-label={T.takeOut(nameOf(pixel))}
                onClick={() => set(ids.filter(each => each !== pixel))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p class="hint">{T.none}</p>
      )}
      <label for={id}>{T.find}</label>
      <input
        id={id}
        type="search"
        aria-describedby={describedBy}
        maxlength={255}
        autocomplete="off"
        spellcheck={false}
        value={search.value}
        onInput={event => {
          search.value = event.currentTarget.value;
        }}
        onKeyDown={event => {
          // It searches as one types: the form is not meant.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {offered?.length === 0 && <p class="hint">{T.noPixels}</p>}
      <ul class="picked">
        {offered?.map(pixel => (
          <li key={pixel.id}>
            <button type="button" aria-label={T.add(pixel.name)} onClick={() => set([...ids, pixel.id])}>
              + {pixel.name}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
