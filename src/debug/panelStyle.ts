/** The panel's own: nothing of the page's reaches it, and nothing of it the page. */
export const PANEL_STYLE = `
:host { all: initial !important; position: fixed !important; z-index: 2147483647 !important; inset: auto 8px 8px auto !important; display: block !important; width: min(26rem, calc(100vw - 16px)) !important; color-scheme: light dark !important; }
* { box-sizing: border-box; }
.panel { --ground: #fff; --soft: #59635f; --ink: #1d2321; --line: #d5d9d4; --accent: #1f6f5c; --bad: #b3372b; background: var(--ground); color: var(--ink); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 4px 18px rgb(0 0 0 / 25%); font: 13px/1.45 system-ui, sans-serif; overflow: hidden; }
@media (prefers-color-scheme: dark) { .panel { --ground: #1c211f; --soft: #9aa6a1; --ink: #e6eae7; --line: #3a423e; --accent: #7cc9b2; --bad: #ff9387; } }
.head { display: flex; gap: 8px; align-items: center; padding: 6px 10px; border-bottom: 1px solid var(--line); }
h2 { flex: 1; margin: 0; font-size: 13px; font-weight: 600; }
button { font: inherit; color: var(--accent); background: none; border: 1px solid var(--accent); border-radius: 6px; padding: 1px 8px; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.scroll { max-height: min(60vh, 30rem); overflow: auto; overscroll-behavior: contain; }
[hidden] { display: none; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1px 10px; margin: 0; padding: 6px 10px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 4px 10px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
summary { cursor: pointer; }
b { font-weight: 600; } .kind { color: var(--soft); } .warning b, .failed b, .refused b, .stopped b { color: var(--bad); }
p { margin: 0; color: var(--soft); }
pre { margin: 4px 0; white-space: pre-wrap; font: 11px/1.4 ui-monospace, monospace; }
`;
