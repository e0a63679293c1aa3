import { describe, expect } from 'vitest';
import { type InstallSettings, installCode, type Pixel } from '../../../src/install/index.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { htmlScripts } from '../support/htmlScripts.ts';
import { beside, phpTest, runPhp } from '../support/php.ts';
import { fakePage } from '../support/run.ts';
import { runBase } from '../support/runBase.ts';

const KEY = SETTINGS.writeKey;
const OTHER_KEY = 'fedcba9876543210fedcba9876543210';

/** How each shop's module is set up, and what is read of it, in PHP. */
const MODULES = {
  'wordpress-plugin': {
    standIn: '../wordpressPlugin/standIn.php',
    begin: "require __DIR__ . '/tgp/tgp.php';",
    set: (name: string, value: string) => `update_option('tgp_settings', array('${name}' => '${value}'));`,
    collector: "tgp_settings()['collector']",
    head: "do_action('wp_head');",
  },
  prestashop: {
    standIn: '../prestashop/standIn.php',
    begin: '',
    set: (name: string, value: string) =>
      `Configuration::updateValue('TGP_${name.toUpperCase()}', '${value}');`,
    collector: "Configuration::get('TGP_COLLECTOR')",
    head: "echo hook('displayHeader');",
  },
  magento: {
    standIn: '../magento/standIn.php',
    begin: '',
    set: (name: string, value: string) => `$config['tgp/tag/${name}'] = '${value}';`,
    collector: "$config['tgp/tag/collector']",
    head: "echo page('cms_index_index', 'head.additional');",
  },
};
const NAMES = Object.keys(MODULES) as (keyof typeof MODULES)[];

describe.each(NAMES)('%s', name => {
  const { standIn, begin, set, collector, head } = MODULES[name];
  const run = (pixel: Pixel, settings: InstallSettings, code: string) =>
    runPhp(installCode(name, pixel, settings).files!, beside(import.meta.url, standIn), `${begin} ${code}`);

  /** The script that a page loads, and the collector that it tells of. */
  const base = (settings: InstallSettings, code = '') => {
    const page = runBase();
    const [script] = htmlScripts(run(LEAD, settings, `${code} ${head}`));
    page.run(script!);
    const { queue } = page.window.tgp as { queue: [string, string, { endpoint?: string }][] };
    const [, key, { endpoint }] = queue[0]!;
    return [page.scripts[0]!.src, key, endpoint];
  };

  // Of each: what the settings show, and the script with them, with another collector, and with another write key.
  const D = 'https://d.example/x';
  phpTest.each<[Partial<InstallSettings>, string, string, string]>([
    [
      { scriptUrl: 'https://collect.example.com/tgp.js' },
      'https://collect.example.com',
      `${D}/tgp.js`,
      'https://collect.example.com/tgp.js',
    ],
    [
      { scriptUrl: `https://shop.example/data/tgp/${KEY}.js` },
      'https://shop.example/data',
      `${D}/tgp/${KEY}.js`,
      `https://shop.example/data/tgp/${OTHER_KEY}.js`,
    ],
    [
      { scriptUrl: `https://shop.example/data/garden/${KEY}.js` },
      'https://shop.example/data',
      `${D}/garden/${KEY}.js`,
      `https://shop.example/data/tgp/${OTHER_KEY}.js`,
    ],
    [
      { scriptUrl: `/data/garden/${KEY}.js?v=2` },
      '/data',
      `${D}/garden/${KEY}.js?v=2`,
      `/data/tgp/${OTHER_KEY}.js?v=2`,
    ],
    [{ scriptUrl: '/tgp.js' }, '/', `${D}/tgp.js`, '/tgp.js'],
    [
      { scriptUrl: `//collect.example.com/garden/${KEY}.js` },
      '//collect.example.com',
      `${D}/garden/${KEY}.js`,
      `//collect.example.com/tgp/${OTHER_KEY}.js`,
    ],
    [
      { scriptUrl: 'https://cdn.example/tgp.js', endpoint: 'https://collect.example.com/' },
      'https://collect.example.com',
      'https://cdn.example/tgp.js',
      'https://cdn.example/tgp.js',
    ],
    [
      { scriptUrl: `https://cdn.example/${KEY}.js`, endpoint: 'https://collect.example.com' },
      'https://collect.example.com',
      `https://cdn.example/${KEY}.js`,
      `https://cdn.example/${OTHER_KEY}.js`,
    ],
    [
      { scriptUrl: `https://collect.example.com/garden/${KEY}.js`, endpoint: 'https://collect.example.com' },
      'https://collect.example.com',
      `${D}/garden/${KEY}.js`,
      `https://collect.example.com/tgp/${OTHER_KEY}.js`,
    ],
  ])(
    'shows where the collector is, and loads the script of whatever is set: %j',
    (given, shown, moved, other) => {
      const settings = { ...SETTINGS, ...given };
      const endpoint = (is: string) => (given.endpoint ? is : undefined);
      expect(run(LEAD, settings, `echo ${collector};`)).toBe(shown);
      expect(base(settings)).toEqual([given.scriptUrl, KEY, endpoint(shown)]);
      expect(base(settings, set('collector', D))).toEqual([moved, KEY, endpoint(D)]);
      expect(base(settings, set('write_key', OTHER_KEY))).toEqual([other, OTHER_KEY, endpoint(shown)]);
    },
  );

  phpTest('counts the views of the write key that is set', () => {
    const to = (code: string) => {
      const page = fakePage();
      page.run(htmlScripts(run(PAGE, SETTINGS, `${code} ${head}`))[1]!);
      const [[, , options]] = page.calls() as [[string, object, { to: string }]];
      return options.to;
    };
    expect(to('')).toBe(KEY);
    expect(to(set('write_key', OTHER_KEY))).toBe(OTHER_KEY);
  });

  phpTest('gives a sale the id of the write key that is set, and its own where a module gives none', () => {
    const { event_code } = installCode(name, PURCHASE, SETTINGS);
    const messageId = (more: string) => {
      const code = `define('ABSPATH', 1); define('_PS_VERSION_', 1); define('BP', 1); $pixel = include __DIR__ . '/pixel.php';
        echo '(' . $pixel['script'] . ')({"order_id": 12}${more});';`;
      const page = fakePage();
      page.run(runPhp({ 'pixel.php': event_code }, beside(import.meta.url, 'none.php'), code));
      const [[, , , options]] = page.calls() as [[string, string, object, { messageId: string }]];
      return options.messageId;
    };
    expect(messageId(`, "${OTHER_KEY}"`)).toBe(`${OTHER_KEY}:purchase:12`);
    expect(messageId('')).toBe(`${KEY}:purchase:12`);
  });
});
