import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf } from '../support/markdown.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every page that people read. */
const pages = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...(existsSync(`${ROOT}docs`) ? readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' }) : [])
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name.replaceAll('\\', '/')}`),
];

const textOf = (page: string): string => readFileSync(ROOT + page, 'utf8');

/** What is wrong with a link of a page; '' where it leads somewhere, or out of the repository. */
function problemOf(page: string, link: string): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return '';
  if (link.startsWith('/')) return 'an absolute path leads nowhere';
  const [path = '', anchor] = link.split('#');
  const target = path ? posix.join(posix.dirname(page), decodeURIComponent(path)) : page;
  if (target.startsWith('..')) return 'outside the repository';
  if (!existsSync(ROOT + target)) return `no ${target}`;
  if (anchor === undefined) return '';
  if (!target.endsWith('.md') || statSync(ROOT + target).isDirectory()) return `${target} has no anchors`;
  return anchorsOf(textOf(target)).includes(anchor) ? '' : `no #${anchor} in ${target}`;
}

describe('a link', () => {
  it.each(pages)('of %s leads somewhere', page => {
    const problems = linksOf(textOf(page)).flatMap(link => {
      const problem = problemOf(page, link);
      return problem ? [`${link}: ${problem}`] : [];
    });
    expect(problems).toEqual([]);
  });

  it('is looked for on pages that have some', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']));
    expect(pages.flatMap(page => linksOf(textOf(page))).length).toBeGreaterThan(5);
  });

  it('that is dead is told of', () => {
    expect(problemOf('README.md', 'https://a.example/#x')).toBe('');
    expect(problemOf('README.md', 'LICENSE')).toBe('');
    expect(problemOf('README.md', 'src/')).toBe('');
    expect(problemOf('docs/a.md', '../LICENSE')).toBe('');
    expect(problemOf('README.md', 'missing.md')).toBe('no missing.md');
    expect(problemOf('docs/a.md', 'LICENSE')).toBe('no docs/LICENSE');
    expect(problemOf('README.md', '#missing')).toBe('no #missing in README.md');
    expect(problemOf('README.md', 'CONTRIBUTING.md#missing')).toBe('no #missing in CONTRIBUTING.md');
    expect(problemOf('README.md', 'LICENSE#a')).toBe('LICENSE has no anchors');
    expect(problemOf('README.md', '../x')).toBe('outside the repository');
    expect(problemOf('README.md', '/docs/x.md')).toBe('an absolute path leads nowhere');
  });
});

describe('a page', () => {
  it('has links in brackets, by reference, in HTML and as images; none in code', () => {
    const page = [
      'See [one](a.md), [two `x`](b.md#c "title") and ![three](d.png); [four][e], [F][] and [`g`].',
      '<a href="h.md">five</a> <img src="i.png"> [six](<j k.md>) [seven](l_(m).md)',
      '`[no](n.md)` ``[no](`o.md)``',
      '```md\n[no](p.md)\n```',
      '~~~\n[no](q.md)\n~~~',
      '<!-- [no](r.md) -->',
      '',
      '[e]: s.md',
      '[f]: <t.md> "title"',
      '[`g`]: u.md',
    ].join('\n');
    expect(linksOf(page)).toEqual([
      'a.md',
      'b.md#c',
      'd.png',
      'j k.md',
      'l_(m).md',
      'h.md',
      'i.png',
      's.md',
      't.md',
      'u.md',
    ]);
  });

  it('has the anchors of its headings, as GitHub makes them, and of its ids', () => {
    const page = [
      '# The `tag`, *and* [more](x.md)',
      'Under\n-----',
      '## Twice',
      '## Twice',
      '### It’s 1.5 kB: `dist/tgp.js`! #',
      '```sh\n# no heading\n```',
      '<a id="own"></a> <h2 name="named">x</h2>',
      '## snake_case & _this_',
    ].join('\n');
    expect(anchorsOf(page)).toEqual([
      'the-tag-and-more',
      'under',
      'twice',
      'twice-1',
      'its-15-kb-disttgpjs',
      'snake_case--this',
      'own',
      'named',
    ]);
  });
});
