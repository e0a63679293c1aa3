/** Families of browsers by what is in their User-Agents, the particular ones first: most of them say `Chrome` or `Safari` as well. */
const FAMILIES: [RegExp, string][] = [
  [/\bInstagram\b/, 'Instagram'],
  [/\b(?:FBAN|FBAV|FB_IAB)\b/, 'Facebook'],
  [/\b(?:musical_ly|BytedanceWebview|TikTok)|\btrill_/, 'TikTok'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bPinterest\b/, 'Pinterest'],
  [/\bLinkedInApp\b/, 'LinkedIn'],
  [/\bTwitter\b/, 'X'],
  [/\bMicroMessenger\b/, 'WeChat'],
  [/\bLine\/\d/, 'LINE'],
  [/\bKAKAOTALK\b/i, 'KakaoTalk'],
  [/\bGSA\//, 'Google app'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\/|\bOPX\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bUC ?Browser\b|\bUCWEB\b/, 'UC Browser'],
  [/\bMiuiBrowser\//, 'MIUI Browser'],
  [/\bYaBrowser\/|\bYaApp_|\bYaSearch/, 'Yandex Browser'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bDuckDuckGo\/|\bDdg\//, 'DuckDuckGo'],
  [/\bWhale\//, 'Whale'],
  [/\bHuaweiBrowser\//, 'Huawei Browser'],
  [/\bHeyTapBrowser\//, 'HeyTap Browser'],
  [/\bVivoBrowser\//, 'Vivo Browser'],
  [/\bM?QQBrowser\//, 'QQ Browser'],
  [/\bBrave\//, 'Brave'],
  [/\bSilk\//, 'Silk'],
  [/\bElectron\//, 'Electron'],
  [/\bFirefox\/|\bFxiOS\/|\bFocus\/|\bKlar\//, 'Firefox'],
  [/\bMSIE |\bTrident\//, 'Internet Explorer'],
  [/\bAndroid\b.*; ?wv\)/, 'Android WebView'],
  [/\bHeadlessChrome\/|\bCriOS\/|\bChrom(?:e|ium)\//, 'Chrome'],
  [/\bAndroid\b.*\bVersion\/[\d.]+ (?:Mobile )?Safari\//, 'Android Browser'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
  [
    /\b(?:iPhone|iPad|iPod)\b.*\bAppleWebKit\/|\bMacintosh\b.*\bAppleWebKit\/[\d.]+ \(KHTML, like Gecko\)$/,
    'iOS WebView',
  ],
];

/** The family of a browser, as in `Firefox`; '' where it is none that we know. */
export const browserOf = (userAgent: string): string =>
  FAMILIES.find(([sign]) => sign.test(userAgent))?.[1] ?? '';
