import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './buildAll.mjs';
import { listFiles } from './listFiles.mjs';
import { onlyWhenChanged } from './onlyWhenChanged.mjs';
import { nameOfCollector, packCollector } from './packCollector.mjs';
import { nameOfTag } from './packTag.mjs';
import { ROOT } from './run.mjs';

const FOLDER = 'build/packages';

/** Builds and packs the tag's package and the collector's; gives their paths in the checkout. */
export async function pack() {
  await build();
  const tag = `${FOLDER}/${nameOfTag()}`;
  const collector = `${FOLDER}/${nameOfCollector()}`;
  await onlyWhenChanged('packages', ['dist', 'src', 'LICENSE'], async () => {
    rmSync(join(ROOT, FOLDER), { recursive: true, force: true });
    mkdirSync(join(ROOT, FOLDER), { recursive: true });
    copyFileSync(join(ROOT, 'dist', nameOfTag()), join(ROOT, tag));
    writeFileSync(join(ROOT, collector), await packCollector());
    return listFiles(FOLDER);
  });
  return { tag, collector };
}
