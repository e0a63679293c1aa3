/** Kinds of device by what is in a User-Agent, the particular ones first. */
const KINDS: [RegExp, string][] = [
  [
    /\bSmart-?TV\b|\bSMART-TV\b|\bAppleTV\b|\bGoogleTV\b|\bHbbTV\b|\bBRAVIA\b|\bAFT[A-Z]\w*\b|\bRoku\b|\bWeb0S\b|\bAndroid TV\b|\bCrKey\b|\bTizen\b.*\bTV\b/i,
    'tv',
  ],
  [/\bXbox\b|\bPlayStation\b|\bNintendo\b/, 'console'],
  [/\biPad\b|\bTablet\b|\bPlayBook\b|\bSilk\/(?!.*\bMobile\b)|\bKindle\b|\bKF[A-Z]{3,5}\b/, 'tablet'],
  [
    /\biPhone\b|\biPod\b|\bWindows Phone\b|\bIEMobile\b|\bOpera Mini\b|\bOpera Mobi\b|\bKAIOS\b|\bBlackBerry\b|\bBB10\b/i,
    'phone',
  ],
  [/\bMobile\b|\bMobi\b/, 'phone'],
  // As Google asks of makers: a phone's browser says `Mobile`, a tablet's does not.
  [/\bAndroid\b/, 'tablet'],
  [/\bWindows\b|\bMacintosh\b|\bLinux\b|\bX11\b|\bCrOS\b|\bFreeBSD\b|\bOpenBSD\b/, 'desktop'],
];

/** What kind of device a browser runs on: `desktop`, `phone`, `tablet`, `tv`, `console`; '' where it doesn't say. */
export const deviceOf = (userAgent: string): string =>
  KINDS.find(([sign]) => sign.test(userAgent))?.[1] ?? '';
