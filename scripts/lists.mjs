import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

// Makes the lists of sites that visits come from anew. It reads clones of the two repositories that they are from:
//   node scripts/lists.mjs <searchengine-and-social-list> <referrer-spam-list>
// Whoever runs it counts up RULES in src/server/visits/rules.ts, which a test asks for.
const [sites, spam] = process.argv.slice(2);
if (!spam) throw new Error('name the folders of searchengine-and-social-list and referrer-spam-list');

const LISTS = join(ROOT, 'src/server/visits/lists');

/** A log-in that leads back to the site, what is no host, and sites that search only on some of their pages. */
const LEFT_OUT = ['login.live.com', 'linkedin.android', 'cnn.com', 'fastweb.it', 'optuszoo.com.au'];

/** Names and the hosts of each, of the simple YAML of these lists: a name, and below it `- host`, or `urls:` with them. */
function read(file) {
  const names = new Map();
  let hosts;
  let isHosts = true;
  for (const line of readFileSync(join(sites, file), 'utf8').split('\n')) {
    const name = /^(\S.*):\s*$/.exec(line)?.[1];
    if (name) {
      hosts = [];
      names.set(decodeURIComponent(bare(name)).toLowerCase(), hosts);
      isHosts = !file.startsWith('Search');
      continue;
    }
    const part = /^ {4}(\w+):/.exec(line)?.[1];
    if (part) isHosts = part === 'urls';
    const host = /^\s+- (\S+)\s*$/.exec(line)?.[1];
    if (host && isHosts) hosts.push(bare(host).toLowerCase());
  }
  return [...names].map(([name, all]) => [name, unique(all)]).filter(([, all]) => all.length);
}

const bare = text => text.trim().replace(/^(['"])(.*)\1$/, '$2');

/** Hosts alone: browsers tell other sites no more. */
const unique = hosts =>
  [...new Set(hosts.map(host => host.replace(/^www\./, '')))].filter(
    host => !LEFT_OUT.includes(host) && !host.includes('/'),
  );

const asLines = names => names.map(([name, hosts]) => `${name}: ${hosts.join(' ')}`).join('\n');

const versionOf = folder => {
  try {
    return execFileSync('git', ['-C', folder, 'log', '-1', '--format=%h of %cs'], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return 'no version known';
  }
};

const text = (name, doc, lines) => `/** ${doc} */\nexport const ${name} = \`\n${lines}\n\`;\n`;

writeFileSync(
  join(LISTS, 'sites.ts'),
  `// Made by scripts/lists.mjs from https://github.com/matomo-org/searchengine-and-social-list (${versionOf(sites)}),
// which its authors have put under CC0 1.0 (no rights reserved). A name and its hosts a line; {} is a country.

${text('SEARCH_ENGINES', 'From SearchEngines.yml.', asLines(read('SearchEngines.yml')))}
${text('SOCIAL_NETWORKS', 'From Socials.yml.', asLines(read('Socials.yml')))}
${text('ASSISTANTS', 'From AIAssistants.yml.', asLines(read('AIAssistants.yml')))}`,
);

const spammers = readFileSync(join(spam, 'spammers.txt'), 'utf8')
  .split('\n')
  .map(line => line.trim().toLowerCase())
  .filter(Boolean);
writeFileSync(
  join(LISTS, 'spammers.ts'),
  `// Made by scripts/lists.mjs from https://github.com/matomo-org/referrer-spam-list (${versionOf(spam)}), which its authors
// have put in the public domain.

${text('SPAMMERS', 'Hosts that pretend to refer to sites, to be seen in their reports.', [...new Set(spammers)].sort().join('\n'))}`,
);
