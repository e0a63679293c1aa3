/** A time in the reader's way of writing it; '' of none. @param text ISO 8601, or as the advertising API writes UTC */
export function when(text: string | null | undefined, options?: Intl.DateTimeFormatOptions): string {
  if (!text) return '';
  const time = new Date(/^\d{4}-\d\d-\d\d \d/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(+time)
    ? text
    : time.toLocaleString(undefined, options ?? { dateStyle: 'medium', timeStyle: 'short' });
}
