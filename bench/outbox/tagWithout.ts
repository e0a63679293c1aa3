import { rollup } from 'rollup';
import { tag } from '../../rollup.config.mjs';

/** What the outbox keeps its entries in, with nothing behind it: no storage, no locks. */
const NOTHING = 'export const box = {}; export const locks = undefined; export const keep = () => {};';

/** The tag as it is built, but for its outbox, which keeps nothing; ids and visits are stored as ever. */
export async function tagWithout(): Promise<string> {
  let isLeftOut = false;
  const without = {
    name: 'without',
    resolveId: (id: string, importer = '') => {
      if (!/\/box\.\w+$/.test(id) || !importer.endsWith('/outbox.ts')) return;
      isLeftOut = true;
      return '\0nothing';
    },
    load: (id: string) => (id === '\0nothing' ? NOTHING : undefined),
  };
  const bundle = await rollup({ ...tag, plugins: [without, ...tag.plugins] });
  const { output } = await bundle.generate(tag.output);
  await bundle.close();
  if (!isLeftOut) throw new Error('the outbox has another box');
  return output[0].code;
}
