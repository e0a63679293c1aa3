import { TEXT } from '../../text.ts';
import type { OwnInputProps } from './field.ts';

/** A pixel that another one fires. */
export interface Piggyback {
  pixel_type: 'js' | 'img';
  url: string;
}

/** Piggybacks as they are being written: all of them are of one type, and an image is one alone. */
export interface PiggybackDraft {
  type: 'none' | Piggyback['pixel_type'];
  urls: string[];
}

const T = TEXT.manage['conversion-pixels'];
const TYPES = ['none', 'img', 'js'] as const;

/** Longest address that the collector takes. */
const MAX_URL = 255;

export function readPiggybacks(piggybacks: Piggyback[] | null): PiggybackDraft {
  const [first] = piggybacks ?? [];
  return first
    ? { type: first.pixel_type, urls: piggybacks!.map(({ url }) => url) }
    : { type: 'none', urls: [] };
}

export function writePiggybacks({ type, urls }: PiggybackDraft): Piggyback[] | null {
  if (type === 'none') return null;
  return urls.map(url => ({ url: url.trim(), pixel_type: type }));
}

/** The pixels of others that one fires. @param mayPublish whether scripts may be among them */
export const Piggybacks = (mayPublish: boolean) => (mayPublish ? All : ImagesAlone);

const All = (props: OwnInputProps<PiggybackDraft>) => <Input {...props} mayPublish />;
const ImagesAlone = (props: OwnInputProps<PiggybackDraft>) => <Input {...props} mayPublish={false} />;

interface Props extends OwnInputProps<PiggybackDraft> {
  mayPublish: boolean;
}

function Input({ id, describedBy, value, set, problems, mayPublish }: Props) {
  const { type, urls } = value;
  const isLocked = type === 'js' && !mayPublish;
  const choose = (next: PiggybackDraft['type']) => {
    if (next === 'none') set({ type: next, urls: [] });
    else set({ type: next, urls: next === 'img' ? [urls[0] ?? ''] : urls.length ? urls : [''] });
  };
  const setUrl = (at: number, url: string) =>
    set({ type, urls: urls.map((each, other) => (other === at ? url : each)) });
  return (
    <>
      <label for={id}>{T.piggybackKind}</label>
      <select
        id={id}
        aria-describedby={describedBy}
        value={type}
        onChange={event => choose(event.currentTarget.value as PiggybackDraft['type'])}
      >
        {TYPES.map(each => (
          <option key={each} value={each} disabled={each === 'js' && !mayPublish}>
            {T.piggybackKinds[each]}
          </option>
        ))}
      </select>
      {!mayPublish && <p class="hint">{TEXT.manage.noPublish}</p>}
      {urls.map((url, at) => {
        const problem = problems.find(({ field }) => field.startsWith(`piggyback_pixels.${at}.`))?.message;
        return (
          <div class="property" key={at}>
            <div>
              <label for={`${id}-${at}`}>{T.url(at + 1)}</label>
              <input
                id={`${id}-${at}`}
                type="url"
                inputmode="url"
                maxlength={MAX_URL}
                autocomplete="off"
                spellcheck={false}
                disabled={isLocked}
                aria-invalid={problem ? true : undefined}
                aria-describedby={`${id}-url-note`}
                value={url}
                onInput={event => setUrl(at, event.currentTarget.value)}
              />
            </div>
            {type === 'js' && !isLocked && (
              <button
                type="button"
                aria-label={T.removeUrl(at + 1)}
                onClick={() => {
                  const left = urls.filter((_, other) => other !== at);
                  set(left.length ? { type, urls: left } : { type: 'none', urls: [] });
                }}
              >
                ×
              </button>
            )}
          </div>
        );
      })}
      {type === 'js' && !isLocked && (
        <button type="button" onClick={() => set({ type, urls: [...urls, ''] })}>
          {T.addUrl}
        </button>
      )}
      {type !== 'none' && (
        <>
          <p id={`${id}-url-note`} class="hint">
            {T.urlHint}
          </p>
          <details>
            <summary>{T.macros}</summary>
            <dl class="named-facts">
              {T.macroTable.map(([names, meaning]) => (
                <div key={names}>
                  <dt>
                    <code>{written(names)}</code>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </details>
        </>
      )}
    </>
  );
}

/** The names of macros, as an address has them. */
const written = (names: string): string =>
  names
    .split(' ')
    .map(name => `\${${name}}`)
    .join(' ');
