import { javascript } from '../../install/javascript.ts';
import { scriptPath } from '../../install/scriptPath.ts';
import { find } from '../find.ts';
import { collectorPath } from './collectorPath.ts';
import type { Choice } from './tagPicker.ts';
import { TEXT } from './text.ts';

/** A tag whose code is shown. */
type Shown = Pick<Choice, 'writeKey' | 'path'>;

/** The base code of a tag, to be copied. Returns the function that says which tag. */
export function snippetBox(): (tag?: Shown) => void {
  const box = find('snippet-box', HTMLElement);
  const code = find('snippet', HTMLTextAreaElement);
  const note = find('copy-note', HTMLElement);
  const spa = find('spa', HTMLInputElement);
  let shown: Shown | undefined;

  const show = (tag?: Shown) => {
    shown = tag;
    box.hidden = !tag;
    note.textContent = '';
    if (!tag) return;
    const { writeKey, path } = tag;
    const options = { autoPage: spa.checked ? 'spa' : true };
    const scriptUrl = location.origin + collectorPath() + scriptPath(writeKey, path);
    code.value = javascript({ writeKey, scriptUrl, options });
  };
  spa.addEventListener('change', () => show(shown));
  find('copy', HTMLButtonElement).addEventListener('click', async () => {
    note.textContent = (await copy(code)) ? TEXT.live.copied : TEXT.live.notCopied;
  });
  return show;
}

/** Away from https and localhost there is no clipboard: then all that is left to do is a key press. */
async function copy(code: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code.value);
    return true;
  } catch {
    code.focus();
    code.select();
    return false;
  }
}
