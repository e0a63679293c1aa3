import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';
import { sizes } from './sizes.mjs';

/** What is read by people: the README and the pages it links to. */
export const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];

const block = (language, text) => `\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

/** The parts of those pages that are made: each stands between `<!-- name -->` and `<!-- /name -->`. */
export async function madeParts() {
  const { HELP } = await import('../src/server/cli/options.ts');
  const { javascript } = await import('../src/install/javascript.ts');
  const { PLATFORMS } = await import('../src/install/platforms.ts');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const snippet = javascript({
    writeKey: 'YOUR_WRITE_KEY',
    scriptUrl: 'https://collect.example.com/tgp/YOUR_WRITE_KEY.js',
  });
  const measured = async name => {
    const { table } = await import(`../bench/${name}/table.ts`);
    return `\n${table(JSON.parse(readFileSync(join(ROOT, 'bench', name, 'results.json'), 'utf8')))}\n`;
  };
  const results = async (name, file = name) => {
    const { table } = await import(`../bench/${name}/table.ts`);
    return `\n${table(JSON.parse(readFileSync(join(ROOT, 'bench', 'results', `${file}.json`), 'utf8')))}\n`;
  };
  const { table, brotli } = sizes();
  return {
    delivery: await measured('delivery'),
    outbox: await measured('outbox'),
    page: await measured('page'),
    bytes: await results('bytes'),
    query: await results('query'),
    collector: await results('collector'),
    growth: await results('growth'),
    'growth PostgreSQL': await results('growth', 'growthPostgres'),
    reports: await results('reports'),
    scale: await results('scale'),
    platforms: `\nPlatforms: ${PLATFORMS.map(name => `\`${name}\``).join(', ')}.\n`,
    'platform notes': await platformNotes(PLATFORMS),
    kinds: await kinds(),
    npm: block('sh', `npm install https://collect.example.com/tgp-${version}.tgz`),
    snippet: block('html', snippet),
    help: block('', HELP),
    ...deployed(),
    size: `\n${table}\n`,
    kB: (brotli['dist/tgp.js'] / 1000).toFixed(1),
  };
}

/** The one vocabulary, as a table. */
async function kinds() {
  const { KINDS } = await import('../src/protocol/kinds.ts');
  const { CONVERSION_EVENTS } = await import('../src/protocol/conversions.ts');
  const rows = KINDS.filter(({ kind }) => kind !== 'custom').map(({ kind, category, business, names }) => {
    const pixels = CONVERSION_EVENTS.find(({ id }) => id === category);
    const others = names.filter(name => name !== kind).map(name => `\`${name}\``);
    return `| \`${kind}\` | ${pixels ? `${pixels.id} ${pixels.name}` : ''} | ${business ?? ''} | ${others.join(', ')} |`;
  });
  return `\n| kind | conversion pixels | businesses | also called |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** The files of deploy/, each under its name. */
const DEPLOYED = {
  Dockerfile: 'dockerfile',
  'compose.yaml': 'yaml',
  'systemd/tgp.service': 'ini',
  'systemd/tgp-backup.service': 'ini',
  'systemd/tgp-backup.timer': 'ini',
  'nginx/proxy.conf': 'nginx',
  'nginx/own-host.conf': 'nginx',
  'nginx/under-path.conf': 'nginx',
  'caddy/own-host.Caddyfile': '',
  'caddy/under-path.Caddyfile': '',
};

const deployed = () =>
  Object.fromEntries(
    Object.entries(DEPLOYED).map(([name, language]) => [
      name,
      block(language, readFileSync(join(ROOT, 'deploy', name), 'utf8')),
    ]),
  );

// A pixel that has variables where a platform knows them.
const EXAMPLE = { id: 'pix_a1b2c3d4e5f6', name: 'Purchase' };
const CONFIG = {
  type: 'conversion',
  conversion_type: 'purchase',
  currency: { source: 'fixed', value: 'EUR' },
};
const VARIABLES = {
  revenue: { source: 'variable', value: 'order_total' },
  properties: [{ key: 'sku', source: 'variable', value: 'product_sku' }],
};
const SETTINGS = {
  writeKey: 'YOUR_WRITE_KEY',
  scriptUrl: 'https://collect.example.com/tgp/YOUR_WRITE_KEY.js',
};

/** What the code of each platform says of itself, as it says it. */
async function platformNotes(platforms) {
  const { installCode } = await import('../src/install/index.ts');
  const codeOf = (platform, more) =>
    installCode(platform, { ...EXAMPLE, config: { ...CONFIG, ...more } }, SETTINGS);
  const parts = platforms.map(platform => {
    const { notes } = attempt(() => codeOf(platform, VARIABLES)) ?? codeOf(platform, {});
    return `### \`${platform}\`\n\n${notes.map((note, at) => `${at + 1}. ${plain(note)}`).join('\n')}\n`;
  });
  return `\n${parts.join('\n')}`;
}

function attempt(make) {
  try {
    return make();
  } catch {
    return undefined;
  }
}

// Notes are plain text; Markdown would take these for its own.
const plain = note => note.replace(/[<*_\\]/g, '\\$&');

/** A made part as it stands in a page, with what is around it. */
export const between = name => new RegExp(`(<!-- ${name} -->)([\\s\\S]*?)(<!-- /${name} -->)`, 'g');

if (process.argv[1] === join(ROOT, 'scripts', 'readme.mjs')) {
  await setup();
  const parts = Object.entries(await madeParts());
  for (const page of PAGES) {
    const path = join(ROOT, page);
    let text = readFileSync(path, 'utf8');
    for (const [name, part] of parts)
      text = text.replace(between(name), (_, start, __, end) => start + part + end);
    writeFileSync(path, text);
  }
}
