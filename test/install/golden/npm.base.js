import { tgp } from 'tgp';

tgp("init", "0123456789abcdef0123456789abcdef", {"autoPage":true,"endpoint":"https://collect.example.com"});
tgp.views = tgp.views || {};
tgp.views[".0123456789abcdef0123456789abcdef"] = tgp.views[".0123456789abcdef0123456789abcdef"] || { url: location.href.replace(/#(?!\/|!).*/, ""), told: {} };
