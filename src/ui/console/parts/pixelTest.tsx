import { useSignal } from '@preact/signals';
import { InstallError } from '../../../install/installCode.ts';
import { pixelCall, variablesOf } from '../../../install/pixelCall.ts';
import { callApi } from '../callApi.ts';
import type { LiveEvent } from '../liveEvent.ts';
import { TEXT } from '../text.ts';
import { AnswerTable } from './answerTable.tsx';
import { type ConversionPixel, countedAs } from './countedAs.ts';
import { eventFields } from './eventFields.ts';
import { explain } from './explain.ts';
import { configOf, type Draft } from './pixelDraft.ts';
import { sendTest } from './sendTest.ts';
import { type Samples, sampleOf, testBeacon } from './testBeacon.ts';
import { BY_COOKIE } from './who.ts';

interface Props {
  account: string;
  /** As the code has it. */
  id: string;
  draft: Draft;
  writeKey: string;
}

const T = TEXT.pixelTest;

/** Fires the pixel as it is written just now, and shows what arrived: marked as a test, so that it is in no report. */
export function PixelTest({ account, id, draft, writeKey }: Props) {
  const samples = useSignal<Samples>({});
  const event = useSignal<LiveEvent | undefined>(undefined);
  const counted = useSignal('');
  const note = useSignal('');
  const isBusy = useSignal(false);
  const config = configOf(draft);
  const call = callOf(id, draft);
  if (typeof call === 'string') return <p class="hint">{call}</p>;

  const send = async (submit: SubmitEvent) => {
    submit.preventDefault();
    isBusy.value = true;
    event.value = undefined;
    note.value = T.sending;
    try {
      const own = `test-${crypto.randomUUID()}`;
      event.value = await sendTest(
        testBeacon(call, { writeKey, id: own, samples: samples.value }),
        writeKey,
        own,
      );
      note.value = T.arrived;
      const { kind, by } = countedAs(config, await conversionPixels(account));
      counted.value = kind ? T.countedAs(kind, by) : T.countedByName(config.conversion_type ?? '');
    } catch (error) {
      note.value = error instanceof Error && error.name === 'Error' ? error.message : explain(error);
    } finally {
      isBusy.value = false;
    }
  };

  return (
    <form class="test" method="post" onSubmit={send}>
      {variablesOf(call).map(variable => {
        const field = `sample-${variable.field}`;
        return (
          <div key={field} class="sample">
            <label for={field}>{T.holds(variable.value)}</label>
            <input
              id={field}
              maxlength={500}
              value={samples.value[variable.field] ?? sampleOf(variable)}
              onInput={({ currentTarget }) => {
                samples.value = { ...samples.value, [variable.field]: currentTarget.value };
              }}
            />
          </div>
        );
      })}
      <div class="together">
        <button type="submit" disabled={isBusy.value}>
          {T.send}
        </button>
        <p class="hint" role="status">
          {note.value}
        </p>
      </div>
      {event.value && (
        <>
          <p>{counted.value}</p>
          <p class="hint">{T.inNoReport}</p>
          <AnswerTable
            columns={[T.field, T.value]}
            rows={eventFields(event.value).map(([path, value]) => ({
              key: path,
              cells: [<code key="path">{path}</code>, value],
            }))}
          />
        </>
      )}
    </form>
  );
}

/** The call that the code makes, or why there is none. */
function callOf(id: string, draft: Draft): ReturnType<typeof pixelCall> | string {
  const config = configOf(draft);
  if (config.conversion_type === '') return TEXT.pixels.incomplete;
  try {
    return pixelCall({ id, name: draft.name, config });
  } catch (error) {
    if (error instanceof InstallError) return T.cannot(error.message);
    throw error;
  }
}

/** Those of the account; of the first hundred. */
async function conversionPixels(account: string): Promise<ConversionPixel[]> {
  const query = new URLSearchParams({ advertiser_code: account, num_elements: '100' });
  const { response } = await callApi<{ response: { pixels: ConversionPixel[] } }>(
    `pixel?${query}`,
    BY_COOKIE,
  );
  return response.pixels;
}
