/**
 * The parameters by which ad networks and affiliate programmes mark a click on its way to a site, as they are spelled in its
 * URL: from whom each is, and where that is said. Where a line names nothing else, that is
 * https://github.com/henkisdabro/platform-url-click-id-parameters.
 */
export const CLICK_IDS: readonly string[] =
  // Google Ads, https://support.google.com/google-ads/answer/1752125
  (
    'gclid ' +
    // Google Ads where an app or a refusal stands between, https://support.google.com/google-ads/answer/16297842
    'gbraid wbraid ' +
    // Every URL that comes from a Google ad, https://support.google.com/google-ads/answer/16193746
    'gad_source gad_campaignid ' +
    // Google Marketing Platform, https://support.google.com/searchads/answer/7342044
    'dclid ' +
    // Google Merchant Center
    'srsltid ' +
    // Microsoft Advertising
    'msclkid ' +
    // Meta, https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc
    'fbclid ' +
    // TikTok
    'ttclid ' +
    // X
    'twclid ' +
    // LinkedIn
    'li_fat_id ' +
    // Pinterest
    'epik ' +
    // Snapchat
    'ScCid ' +
    // Reddit
    'rdt_cid ' +
    // Yandex: Direct, Market, search
    'yclid ymclid ysclid ' +
    // Seznam Sklik
    'sznclid ' +
    // Spotify Ads, https://developer.spotify.com/documentation/ads-api
    'spclid ' +
    // Telegram Ads, as the vendor's own script reads it, https://telegram.org/js/pixel.js
    'tgclid ' +
    // Quora
    'qclid ' +
    // Nextdoor
    'ndclid ' +
    // Yahoo
    'vmcid ' +
    // OpenAI Ads: the field of that name of its conversions API
    'oppref ' +
    // Taboola
    'tblci ' +
    // Outbrain
    'dicbo ' +
    // Impact
    'irclickid ' +
    // CJ
    'cjevent ' +
    // Awin
    'awc ' +
    // ShareASale
    'sscid ' +
    // The collector's own /click, see src/server/ads
    'tgpclid'
  ).split(' ');
