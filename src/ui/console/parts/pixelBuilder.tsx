import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PixelConfig } from '../../../install/pixel.ts';
import { CONVERSION_TYPES, PIXEL_PROPERTIES } from '../../../protocol/conversions.ts';
import { ApiError, callApi, type Problem } from '../callApi.ts';
import { TEXT } from '../text.ts';
import { explain } from './explain.ts';
import { FieldRow } from './fieldRow.tsx';
import { PixelCode } from './pixelCode.tsx';
import { bodyOf, type Draft, draftOf, newDraft, targetOf } from './pixelDraft.ts';
import { PixelValue } from './pixelValue.tsx';
import { BY_COOKIE, who } from './who.ts';

export interface SavedPixel {
  id: string;
  name: string;
  description: string | null;
  target_platform: Draft['target_platform'];
  config: PixelConfig;
}

interface Props {
  account: string;
  /** '' of a new one. */
  id: string;
  onSaved: (id: string) => Promise<void>;
  onClose: () => void;
}

const T = TEXT.pixels;
const TYPES = ['pageview', 'conversion', 'microconversion'] as const;

/** A saved pixel as it is being built, and its code, which changes with it. */
export function PixelBuilder({ account, id, onSaved, onClose }: Props) {
  const query = new URLSearchParams({ account_id: account });
  const path = id ? `saved-pixels/${encodeURIComponent(id)}?${query}` : `saved-pixels?${query}`;
  const draft = useSignal<Draft | null>(id ? null : newDraft);
  const problems = useSignal<Problem[]>([]);
  const note = useSignal('');
  const platform = useSignal<string>('javascript');
  const mayChange = who.value?.scope === 'write';

  useEffect(() => {
    if (!id) return;
    callApi<{ data: SavedPixel }>(path, BY_COOKIE).then(
      ({ data }) => {
        draft.value = draftOf(data);
        platform.value = data.target_platform;
      },
      error => {
        note.value = explain(error);
      },
    );
  }, [path]);

  if (!draft.value) {
    return (
      <section>
        <p class="hint">{note.value || TEXT.loading}</p>
      </section>
    );
  }
  const now = draft.value;
  const change = (part: Partial<Draft>) => {
    draft.value = { ...now, ...part };
    note.value = '';
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    problems.value = [];
    try {
      const body = bodyOf({ ...now, target_platform: targetOf(platform.value) });
      const { data } = await callApi<{ data: SavedPixel }>(path, BY_COOKIE, {
        method: id ? 'PUT' : 'POST',
        body,
      });
      await onSaved(data.id);
    } catch (error) {
      problems.value = error instanceof ApiError ? error.problems : [];
      const first = problems.value.map(({ field }) => form.elements.namedItem(field)).find(Boolean);
      if (first instanceof HTMLElement) first.focus();
      else note.value = explain(error);
    }
  };
  const problemAt = (field: string): string | undefined =>
    problems.value.find(each => each.field === field)?.message;

  return (
    <div class="builder">
      <section aria-labelledby="builder-title">
        <h2 id="builder-title">{id ? now.name : T.create}</h2>
        <form class="fields" method="post" onSubmit={save}>
          <FieldRow field="name" label={T.name} problem={problemAt('name')}>
            {props => (
              <input
                {...props}
                required
                maxlength={100}
                value={now.name}
                onInput={event => change({ name: event.currentTarget.value })}
              />
            )}
          </FieldRow>
          <FieldRow field="config.type" label={T.type} problem={problemAt('config.type')}>
            {props => (
              <select
                {...props}
                value={now.type}
                onChange={event => change({ type: event.currentTarget.value as Draft['type'] })}
              >
                {TYPES.map(type => (
                  <option key={type} value={type}>
                    {T.types[type]}
                  </option>
                ))}
              </select>
            )}
          </FieldRow>
          {now.type !== 'pageview' && (
            <FieldRow
              field="config.conversion_type"
              label={T.conversionType}
              hint={T.conversionHint}
              problem={problemAt('config.conversion_type')}
            >
              {props => (
                <>
                  <input
                    {...props}
                    list="conversion-types"
                    required
                    maxlength={50}
                    value={now.conversion_type}
                    onInput={event => change({ conversion_type: event.currentTarget.value })}
                  />
                  <datalist id="conversion-types">
                    {CONVERSION_TYPES.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </datalist>
                </>
              )}
            </FieldRow>
          )}
          {now.type === 'conversion' && (
            <PixelValue
              field="config.revenue"
              label={T.revenue}
              value={now.revenue}
              problem={problemAt('config.revenue.value') ?? problemAt('config.revenue')}
              onChange={revenue => change({ revenue })}
            />
          )}
          {now.type !== 'pageview' && (
            <PixelValue
              field="config.currency"
              label={T.currency}
              value={now.currency}
              problem={problemAt('config.currency.value') ?? problemAt('config.currency')}
              onChange={currency => change({ currency })}
            />
          )}
          <fieldset>
            <legend>{T.properties}</legend>
            <datalist id="property-keys">
              {PIXEL_PROPERTIES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </datalist>
            {now.properties.map((property, at) => {
              const set = (part: Partial<typeof property>) =>
                change({
                  properties: now.properties.map((each, other) =>
                    other === at ? { ...each, ...part } : each,
                  ),
                });
              const field = `config.properties.${at}`;
              return (
                <div class="property" key={at}>
                  <FieldRow field={`${field}.key`} label={T.key(at + 1)} problem={problemAt(`${field}.key`)}>
                    {props => (
                      <input
                        {...props}
                        list="property-keys"
                        required
                        maxlength={50}
                        value={property.key}
                        onInput={event => set({ key: event.currentTarget.value })}
                      />
                    )}
                  </FieldRow>
                  <PixelValue
                    field={field}
                    label={T.property(at + 1)}
                    value={property}
                    isNeeded
                    problem={problemAt(`${field}.value`) ?? problemAt(field)}
                    onChange={set}
                  />
                  <button
                    type="button"
                    aria-label={T.removeProperty(at + 1)}
                    onClick={() => change({ properties: now.properties.filter((_, other) => other !== at) })}
                  >
                    ×
                  </button>
                </div>
              );
            })}
            <button
              type="button"
              onClick={() =>
                change({ properties: [...now.properties, { key: '', source: 'fixed', value: '' }] })
              }
            >
              {T.addProperty}
            </button>
          </fieldset>
          <FieldRow field="description" label={T.notes} hint={T.notesHint} problem={problemAt('description')}>
            {props => (
              <input
                {...props}
                maxlength={500}
                value={now.description}
                onInput={event => change({ description: event.currentTarget.value })}
              />
            )}
          </FieldRow>
          <div class="together">
            {mayChange && <button type="submit">{T.save}</button>}
            <button type="button" class="plain" onClick={onClose}>
              {T.cancel}
            </button>
          </div>
          <p class="hint problem" role="status">
            {note.value}
          </p>
        </form>
      </section>
      <PixelCode
        account={account}
        id={id}
        draft={now}
        platform={platform.value}
        onPlatform={chosen => {
          platform.value = chosen;
        }}
      />
    </div>
  );
}
