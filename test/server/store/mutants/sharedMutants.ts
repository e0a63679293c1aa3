import { inFile, type Mutant } from './inFile.ts';

/** Mistakes in what the engines share. */
export const sharedMutants: Mutant[] = [
  ...inFile(
    'attribution/credit.ts',
    ['export const MAX_CLICK_MINUTES = 129_600', 'export const MAX_CLICK_MINUTES = 129_601'],
    ['export const MAX_VIEW_MINUTES = 43_200', 'export const MAX_VIEW_MINUTES = 43_199'],
    ['(rule.post_click_expire_mins ||', '(rule.post_click_expire_mins ??'],
    [
      '(rule.post_view_expire_mins || MAX_VIEW_MINUTES)',
      '((rule.post_view_expire_mins || MAX_VIEW_MINUTES) + 1)',
    ],
    [
      '(rule.post_click_expire_mins || MAX_CLICK_MINUTES)',
      '((rule.post_click_expire_mins || MAX_CLICK_MINUTES) - 1)',
    ],
    ['time - impressionTime(each, touches) <= clickMs', 'time - impressionTime(each, touches) < clickMs'],
    ['time - impressionTime(each, touches)', 'time - each.time'],
    ['time - each.time <= viewMs', 'time - each.time < viewMs'],
    ["rule.trigger_type !== 'view'", "rule.trigger_type === 'click'"],
    ["rule.trigger_type !== 'click'", "rule.trigger_type === 'view'"],
    ["kind === 'view' && line_item_id === click.line_item_id", "kind === 'view'"],
    ['ownValue ?? rule.post_view_value', 'rule.post_view_value ?? ownValue'],
    ['ownValue ?? rule.post_click_value', 'ownValue || rule.post_click_value'],
  ),
  ...inFile(
    'attribution/fire.ts',
    ['value.length <= maxLength', 'value.length < maxLength'],
    ['value.trim()', 'value'],
    ['amount(revenue) ?? amount(value)', 'amount(value)'],
  ),
  ...inFile(
    'store/commitQueue.ts',
    ['this.#waiting.length >= this.#limit', 'this.#waiting.length > this.#limit'],
    ['this.#size + SPARE * size > this.#sizeLimit', 'false'],
    ['this.#size -= size', ''],
    ['return this.#running ? new', 'return !this.#running ? new'],
  ),
  ...inFile('store/indexed.ts', ['text.length > MAX_INDEXED', 'text.length > MAX_INDEXED + 1']),
];
