import { useSignal } from '@preact/signals';
import { openApi } from '../callApi.ts';
import { collectorPath } from '../collectorPath.ts';
import { TEXT } from '../text.ts';
import { explain } from './explain.ts';
import { saveFile } from './saveFile.ts';
import { readerToken } from './useReport.ts';
import { who } from './who.ts';

interface Props {
  /** Of the API, as JSON. */
  path: string;
  /** The file's, without its ending. */
  name: string;
  /** What is in it, for who doesn't see where the link stands. */
  of: string;
}

/** A table as a file. Whoever is logged in gets it as it comes; the demo's token has to be sent along. */
export function CsvLink({ path, name, of }: Props) {
  const problem = useSignal('');
  const csv = `${path}&format=csv`;
  const file = `${name}.csv`;
  const label = `${TEXT.csv}: ${of}`;
  if (who.value) {
    return (
      <a class="csv" href={`${collectorPath()}/${csv}`} download={file} aria-label={label}>
        {TEXT.csv}
      </a>
    );
  }
  const save = async () => {
    problem.value = '';
    try {
      saveFile(await (await openApi(csv, readerToken())).blob(), file);
    } catch (error) {
      problem.value = explain(error);
    }
  };
  return (
    <>
      <button type="button" class="csv link" aria-label={label} onClick={() => void save()}>
        {TEXT.csv}
      </button>
      {problem.value && <span class="hint problem">{problem.value}</span>}
    </>
  );
}
