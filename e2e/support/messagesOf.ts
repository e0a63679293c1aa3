import type { Page } from 'playwright/test';

/** What a page writes to its console from now on. */
export function messagesOf(page: Page): string[] {
  const messages: string[] = [];
  page.on('console', message => messages.push(message.text()));
  return messages;
}
