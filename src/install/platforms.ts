import { adobe } from './adobe/adobe.ts';
import { amp } from './amp/amp.ts';
import { gtm } from './gtm/gtm.ts';
import { gtmContainer } from './gtm/gtmContainer.ts';
import { gtmServer } from './gtmServer/gtmServer.ts';
import { gtmTemplate } from './gtmTemplate/gtmTemplate.ts';
import { squarespace } from './hosted/squarespace.ts';
import { webflow } from './hosted/webflow.ts';
import { wix } from './hosted/wix.ts';
import { email } from './image/email.ts';
import { noscript } from './image/noscript.ts';
import { magento } from './magento/magento.ts';
import { matomo } from './matomo/matomo.ts';
import { npm } from './npm/npm.ts';
import { page } from './page/page.ts';
import type { Platform } from './platform.ts';
import { prestashop } from './prestashop/prestashop.ts';
import { shopify } from './shopify/shopify.ts';
import { tealium } from './tealium/tealium.ts';
import { tealiumApi } from './tealium/tealiumApi.ts';
import { tealiumContainer } from './tealium/tealiumContainer.ts';
import { wordpress } from './wordpress/wordpress.ts';
import { wordpressPlugin } from './wordpressPlugin/wordpressPlugin.ts';

const ALL = [
  page,
  gtm,
  gtmContainer,
  gtmTemplate,
  gtmServer,
  tealium,
  tealiumApi,
  tealiumContainer,
  adobe,
  matomo,
  noscript,
  email,
  amp,
  wordpress,
  wordpressPlugin,
  prestashop,
  magento,
  shopify,
  webflow,
  wix,
  squarespace,
  npm,
];

export type PlatformName = (typeof ALL)[number]['name'];

/** The names of all platforms, in the order in which people look for them. */
export const PLATFORMS: readonly PlatformName[] = ALL.map(({ name }) => name);

/** The platform of that name. */
export const platformOf = (name: PlatformName): Platform => ALL.find(each => each.name === name)!;
