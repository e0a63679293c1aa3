// Breaks the engines in one small way after the other, and tells which of them the suite does not notice:
//   node test/server/store/mutants.ts [part of a file's name]
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import type { Mutant } from './mutants/inFile.ts';
import { MUTANTS } from './mutants/mutants.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SUITES = ['memory', 'sqlite'].filter(name => existsSync(`${ROOT}test/server/store/${name}.test.ts`));
const NO_MISTAKE: Mutant = { file: 'store/indexed.ts', text: 'MAX_INDEXED = 255', by: 'MAX_INDEXED = 255' };

/** Whether the suite over an engine fails where that text stands in place of the engine's own. */
async function isNoticed(engine: string, { file, text, by }: Mutant = NO_MISTAKE): Promise<boolean> {
  const path = `${ROOT}src/server/${file}`;
  if (readFileSync(path, 'utf8').split(text).length !== 2) throw new Error(`${file} has not one \`${text}\``);
  const transform = (code: string, id: string) => (id === path ? code.replace(text, () => by) : undefined);
  const vitest = await startVitest(
    'test',
    [`test/server/store/${engine}.test.ts`],
    {
      root: ROOT,
      config: false,
      watch: false,
      bail: 1,
      reporters: [{}],
      testTimeout: 60_000,
      fsModuleCache: false,
    },
    { plugins: [{ name: 'mutant', enforce: 'pre', transform }] },
  );
  const failed = vitest.state.getCountOfFailedTests() + vitest.state.getUnhandledErrors().length;
  const modules = vitest.state.getTestModules();
  if (!modules.length) throw new Error(`${engine}: no tests`);
  await vitest.close();
  return failed > 0 || modules.some(module => !module.ok());
}

for (const engine of SUITES) {
  if (await isNoticed(engine)) throw new Error(`${engine} fails as it is`);
}
const survivors: string[] = [];
let count = 0;
for (const mutant of MUTANTS.filter(({ file }) => file.includes(process.argv[2] ?? ''))) {
  for (const engine of SUITES.filter(each => mutant.file.startsWith(each) || !isOfEngine(mutant.file))) {
    count++;
    const noticed = await isNoticed(engine, mutant);
    const line = `${engine}: ${mutant.file}: ${mutant.text} → ${mutant.by}`;
    if (!noticed) survivors.push(line);
    console.log(noticed ? 'noticed ' : 'SURVIVED', line.replaceAll(/\s+/g, ' '));
  }
}
console.log(`${count} mutants, ${survivors.length} not noticed`);
process.exitCode = survivors.length ? 1 : 0;

function isOfEngine(file: string): boolean {
  return SUITES.some(each => file.startsWith(`${each}/`));
}
