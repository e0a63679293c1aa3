/** When an event is sent, with the page's script that sees to it: `fire` sends, `leave` is clicked. */
export const MOMENTS = {
  click: "away.addEventListener('click', fire)",
  pagehide: "addEventListener('pagehide', fire)",
  hidden: "addEventListener('visibilitychange', fire)",
  close: "addEventListener('visibilitychange', fire)",
  reload: "leave.addEventListener('click', () => { fire(); location.reload(); })",
  back: "leave.addEventListener('click', () => { fire(); history.back(); })",
  crash: '',
  offline: '',
} as const;

export type Moment = keyof typeof MOMENTS;

/** How the README names them. */
export const TITLES: Record<Moment, string> = {
  click: 'click on a link',
  pagehide: '`pagehide`, by a link',
  hidden: '`visibilitychange`, by a link',
  close: '`visibilitychange`, the tab is closed',
  reload: 'reload',
  back: 'back',
  crash: 'the renderer is killed',
  offline: 'no network until the next page',
};
