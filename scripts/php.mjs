import { run } from './run.mjs';

const PACKAGES = ['php-cli', 'php-xml'];

/** Whether there is a PHP that the tests of install code can run, with what reads XML. */
const hasPhp = async () => (await run('php', ['-r', 'new SimpleXMLElement("<a/>");'])).code === 0;

/**
 * Fetches PHP on CI where Debian's packages can be had: elsewhere a machine's own set-up is left alone, and the tests
 * that need PHP are skipped, and say so.
 */
export async function php() {
  if (!process.env.CI || (await hasPhp())) return;
  if (process.platform !== 'linux' || process.getuid() !== 0) return;
  console.log(`tgp: no php found, fetching one: apt-get install ${PACKAGES.join(' ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES]]) {
    const { code, output } = await run('apt-get', args, { env });
    if (code !== 0) console.log(`tgp: apt-get ${args[0]} failed (exit ${code}):\n${output}`);
  }
}
