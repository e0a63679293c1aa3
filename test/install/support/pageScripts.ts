import {
  type InstallCode,
  type InstallSettings,
  installCode,
  type Pixel,
  type PlatformName,
} from '../../../src/install/index.ts';
import { SETTINGS } from './examples.ts';
import { fireCustomHtml } from './matomo.ts';
import { compileGtm, onlyScript } from './run.ts';

/** The scripts of a platform's two codes, as the page runs them. */
export interface PageScripts {
  base: string;
  event: string;
}

type ScriptsOf = (code: InstallCode, pixel: Pixel, settings: InstallSettings) => PageScripts;

const each =
  (script: (code: string) => string): ScriptsOf =>
  ({ base_code, event_code }) => ({ base: script(base_code), event: script(event_code) });

const html = each(onlyScript);

const gtm = (code: string) => compileGtm(onlyScript(code), ['order_total', 'product_sku']);

const orderOf = ({ config }: Pixel) =>
  JSON.stringify({ tealium_event: config.conversion_type, order_id: 'A-1', order_total: '5' });

/** The script of a shop's module: PHP writes it into the page with an order's values behind it. */
const shop: ScriptsOf = ({ files }, pixel, settings) => {
  const text = Object.entries(files ?? {}).find(([name]) => name.endsWith(`${pixel.id}.php`))![1];
  const [, script] = /'script' => '((?:\\.|[^'\\])*)'/s.exec(text)!;
  return {
    // The module's base code is this text, its write key and URL from the shop's settings: run by PHP in its own tests.
    base: onlyScript(installCode('javascript', pixel, settings).base_code),
    event: `(${unquoted(script!)})({"order_id": "A-1"});`,
  };
};

/** Platforms whose codes can stand on one page. */
export const PAGE_SCRIPTS = {
  javascript: html,
  webflow: html,
  wix: html,
  squarespace: html,
  gtm: each(gtm),
  'gtm-container': ({ event_code }) => {
    const [base, event] = JSON.parse(event_code).containerVersion.tag.map(
      ({ parameter }: { parameter: { key: string; value: string }[] }) =>
        gtm(parameter.find(({ key }) => key === 'html')!.value),
    );
    return { base, event };
  },
  tealium: ({ base_code, event_code }, pixel) => ({
    base: base_code,
    event: `(function (a, b) {${event_code}})('view', ${orderOf(pixel)});`,
  }),
  'tealium-container': ({ event_code }, pixel) => {
    const base = `var sender = {}, utag = { o: { "##UTLOADERID##": { sender: sender, loader: { LOAD: function () {} } } } };
${event_code.replace(/##UT(GEN|EXTEND)##/g, '')}`;
    return { base, event: `${base}\nsender["##UTID##"].send("view", ${orderOf(pixel)});` };
  },
  wordpress: each(printed),
  'wordpress-plugin': shop,
  prestashop: shop,
  magento: shop,
  'adobe-tags': each(
    code =>
      `(function (event, target, Promise, _satellite) {${code}})({}, 0, 0, { getVar: function () {} });`,
  ),
  matomo: each(code => onlyScript(fireCustomHtml(code, {}).html.replace(/\{\{\w+\}\}/g, 'undefined'))),
} satisfies { [platform in PlatformName]?: ScriptsOf };

export type ScriptedPlatform = keyof typeof PAGE_SCRIPTS;

export const SCRIPTED = Object.keys(PAGE_SCRIPTS) as ScriptedPlatform[];

export const pageScripts = (platform: ScriptedPlatform, pixel: Pixel, settings = SETTINGS): PageScripts =>
  PAGE_SCRIPTS[platform](installCode(platform, pixel, settings), pixel, settings);

/** What a text of PHP between single quotes says. */
const unquoted = (text: string): string => text.replace(/\\(['\\])/g, '$1');

/** The script of a PHP text, whose values are all fixed: what `test/install/wordpress` runs by PHP itself. */
function printed(code: string): string {
  const call = /'((?:\(function \(page|if \(\().*?)', array\(\)\);/s.exec(code);
  const script = call ?? /wp_print_inline_script_tag\('((?:\\'|[^'])*)'\)/s.exec(code);
  const text = unquoted(script![1]!);
  if (!call) return text;
  const [, pixel, to] = /'pixel' => '([^']*)'(?:, 'to' => '([^']*)')?/.exec(code)!;
  const [, list] = /\$arguments = array\(([^)]*)\)/.exec(code)!;
  return `${text}(${list}, {}, ${JSON.stringify({ pixel, to })});`;
}
