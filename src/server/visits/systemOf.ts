/** Families of systems by what is in a User-Agent, the particular ones first. */
const FAMILIES: [RegExp, string][] = [
  [/\bWindows Phone\b/, 'Windows Phone'],
  [/\bXbox\b/, 'Xbox'],
  [/\bWindows\b|\bWin(?:98|95|NT)\b/, 'Windows'],
  [/\b(?:iPhone|iPad|iPod)\b|\bCFNetwork\b.*\biOS\b/, 'iOS'],
  [/\bWeb0S\b|\bwebOS\b|\bhpwOS\b/i, 'webOS'],
  [/\bTizen\b/, 'Tizen'],
  [/\bKAIOS\b/i, 'KaiOS'],
  [/\bHarmonyOS\b|\bOpenHarmony\b/, 'HarmonyOS'],
  [/\bAndroid\b|\bAdr \d/, 'Android'],
  [/\bPlayBook\b|\bBB10\b|\bBlackBerry\b/, 'BlackBerry'],
  [/\bMeeGo\b/, 'MeeGo'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bPlayStation\b/, 'PlayStation'],
  [/\bNintendo\b/, 'Nintendo'],
  [/\bMac ?OS ?X\b|\bMacintosh\b|\bDarwin\b/, 'macOS'],
  [/\bFreeBSD\b|\bOpenBSD\b|\bNetBSD\b/, 'BSD'],
  [/\bRoku\b/, 'Roku'],
  [/\bLinux\b|\bX11\b|\bUbuntu\b/, 'Linux'],
];

/** The family of a system, as in `Windows`; '' where it is none that we know. */
export const systemOf = (userAgent: string): string =>
  FAMILIES.find(([sign]) => sign.test(userAgent))?.[1] ?? '';
