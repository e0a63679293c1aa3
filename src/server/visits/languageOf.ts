/** A browser's language as in `de-AT` or `zh-Hant-TW`; '' where it is none. */
export function languageOf(locale: string): string {
  const [, language, script, region] =
    /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?$/i.exec(locale.slice(0, 64)) ??
    [];
  if (!language) return '';
  const written = script && script[0]!.toUpperCase() + script.slice(1).toLowerCase();
  return [language.toLowerCase(), written, region?.toUpperCase()].filter(Boolean).join('-');
}
