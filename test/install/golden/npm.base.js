import { tgp } from 'tgp';

tgp("init", "0123456789abcdef0123456789abcdef", {"autoPage":true,"endpoint":"https://collect.example.com"});
tgp.view = tgp.view || { url: location.href.replace(/#(?!\/|!).*/, ""), told: {} };
