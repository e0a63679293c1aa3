import { startOf } from './startOf.ts';

/** Whether an `Accept` names plain text, and no image that it would rather have. */
export function wantsText(accept: string | undefined): boolean {
  let [text, image] = [0, 0];
  for (const range of startOf(accept).toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map(part => part.trim());
    const weight = parameters.map(part => /^q=(.*)$/.exec(part)?.[1]).find(each => each !== undefined);
    const q = weight === undefined ? 1 : Number(weight) || 0;
    if (type === 'text/plain') text = Math.max(text, q);
    if (type === 'image/*' || type === 'image/gif') image = Math.max(image, q);
  }
  return text > 0 && text >= image;
}
