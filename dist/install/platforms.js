import { adobe } from "./adobe/adobe.js";
import { amp } from "./amp/amp.js";
import { gtm } from "./gtm/gtm.js";
import { gtmContainer } from "./gtm/gtmContainer.js";
import { gtmServer } from "./gtmServer/gtmServer.js";
import { gtmTemplate } from "./gtmTemplate/gtmTemplate.js";
import { squarespace } from "./hosted/squarespace.js";
import { webflow } from "./hosted/webflow.js";
import { wix } from "./hosted/wix.js";
import { email } from "./image/email.js";
import { noscript } from "./image/noscript.js";
import { magento } from "./magento/magento.js";
import { matomo } from "./matomo/matomo.js";
import { npm } from "./npm/npm.js";
import { page } from "./page/page.js";
import { prestashop } from "./prestashop/prestashop.js";
import { shopify } from "./shopify/shopify.js";
import { tealium } from "./tealium/tealium.js";
import { tealiumApi } from "./tealium/tealiumApi.js";
import { tealiumContainer } from "./tealium/tealiumContainer.js";
import { wordpress } from "./wordpress/wordpress.js";
import { wordpressPlugin } from "./wordpressPlugin/wordpressPlugin.js";
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
/** The names of all platforms, in the order in which people look for them. */
export const PLATFORMS = ALL.map(({ name }) => name);
/** The platform of that name. */
export const platformOf = (name) => ALL.find(each => each.name === name);
