import { javascript } from '../../install/javascript.ts';
import { find } from '../find.ts';

/** The base code of a tag, to be copied. Returns the function that says which tag. */
export function snippetBox(): (writeKey?: string) => void {
  const box = find('snippet-box', HTMLElement);
  const code = find('snippet', HTMLTextAreaElement);
  const note = find('copy-note', HTMLElement);
  const spa = find('spa', HTMLInputElement);
  let shown: string | undefined;

  const show = (writeKey?: string) => {
    shown = writeKey;
    box.hidden = writeKey === undefined;
    note.textContent = '';
    if (writeKey === undefined) return;
    const options = { autoPage: spa.checked ? 'spa' : true };
    code.value = javascript({ writeKey, scriptUrl: `${location.origin}/tgp/${writeKey}.js`, options });
  };
  spa.addEventListener('change', () => show(shown));
  find('copy', HTMLButtonElement).addEventListener('click', async () => {
    note.textContent = (await copy(code))
      ? 'Copied. Paste it into the head of every page.'
      : 'The browser does not allow it. The snippet is selected: press Ctrl+C or ⌘C.';
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
