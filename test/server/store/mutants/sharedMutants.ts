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
    ['touches.click(time - clickMs)', 'touches.click(time - clickMs + 1)'],
    ['touches.view(time - viewMs)', 'touches.view(time - viewMs - 1)'],
    ["rule.trigger_type !== 'view'", "rule.trigger_type === 'click'"],
    ["rule.trigger_type !== 'click'", "rule.trigger_type === 'view'"],
    ['(ownValue ?? value)', '(value ?? ownValue)'],
    ['isUnknown(marks) ? null :', ''],
    ['(ownValue ?? value)', '(ownValue || value)'],
  ),
  ...inFile(
    'attribution/order.ts',
    ['text.length <= maxLength', 'text.length < maxLength'],
    ['text.trim()', 'text'],
    ['[revenue, value]', '[value]'],
    ['found.value < 0 && !signed', 'found.value < 0'],
  ),
  ...inFile(
    'attribution/complete.ts',
    ['told.signed > known.signed', 'false'],
    ['first.anonymous_id || other.anonymous_id', 'first.anonymous_id'],
    ['first.user_id || other.user_id', 'first.user_id'],
    ['first.order_tag || other.order_tag', 'first.order_tag'],
    ["first.value_sent === '' && other.value_sent !== ''", 'false'],
  ),
  ...inFile(
    'attribution/sameOrder.ts',
    ["isShared || tag === ''", "tag === ''"],
    ["alike.find(row => tagOfOrder(row) === '')", 'undefined'],
  ),
  ...inFile(
    'attribution/said.ts',
    ["['custom', 'page_view']", "['page_view']"],
    ["['custom', 'page_view']", "['custom']"],
    ['[...saved, conversion_type, event]', '[conversion_type, ...saved, event]'],
    ['[...saved, conversion_type, event]', '[...saved, event]'],
  ),
  ...inFile(
    'attribution/happening.ts',
    ['30 * MINUTE_MS', '30 * MINUTE_MS - 1'],
    ['category === undefined ? kind : String(category)', 'kind'],
  ),
  ...inFile(
    'visits/takesPlace.ts',
    ['!isSigned(first) &&', ''],
    ['?.begins === true', '!== undefined'],
    ["&& orderOf(event).orderId !== ''", ''],
    ['<= SAME_VISIT_MS', '< 0'],
    ['!isSameVisitor(event, first) ||', 'true ||'],
  ),
  ...inFile(
    'visits/takeBack.ts',
    ['named.seq <= seq ?', 'true ?'],
    ['isTold || named?.seq === seq', 'isTold'],
    ['latest && latest.ended_at + SAME_VISIT_MS >= time', 'latest'],
  ),
  ...inFile('visits/takeGain.ts', ['left === 0', 'false']),
  ...inFile(
    'store/commitQueue.ts',
    ['this.#waiting.length >= this.#limit', 'this.#waiting.length > this.#limit'],
    ['this.#size + SPARE * size > this.#sizeLimit', 'false'],
    ['this.#size -= size', ''],
    ['return this.#running ? new', 'return !this.#running ? new'],
  ),
  ...inFile('store/indexed.ts', ['text.length > MAX_INDEXED', 'text.length > MAX_INDEXED + 1']),
];
