import { tgp } from 'tgp';

if (typeof window === 'object') {
  tgp("init", "0123456789abcdef0123456789abcdef", {"autoPage":true,"endpoint":"https://collect.example.com"});
  tgp.views = tgp.views || {};
  tgp.views[".0123456789abcdef0123456789abcdef"] = tgp.views[".0123456789abcdef0123456789abcdef"] || { url: ((window.location || 0).href + "").replace(/#(?!\/|!).*/, ""), told: {} };
}
