import { InstallError } from "./installError.js";
import { reservedWord } from "./path.js";
/**
 * Names of the window's own in which no function of ours can stand: it keeps a text, or its own value, without a word; is
 * used by every script; or calls what is there.
 */
const OF_WINDOW = new Set(`__proto__ Infinity NaN closed console document event external frameElement frames history length location name
  navigator onbeforeunload onblur onerror onfocus onhashchange onload onmessage onpagehide onpageshow onpopstate onunload
  opener origin parent screen self status top undefined window`.split(/\s+/));
/** Throws an InstallError for settings that no code can be made of. */
export function checkSettings({ writeKey, scriptUrl, endpoint, version, globalName, integrity, }) {
    const check = (isRight, field, reason) => {
        if (!isRight)
            throw new InstallError(`settings.${field}`, reason);
    };
    check(!!writeKey?.trim(), 'writeKey', 'is missing');
    check(/^(https?:\/\/|\/)\S+$/.test(scriptUrl), 'scriptUrl', 'must be a URL, like https://collect.example.com/tgp.js');
    check(endpoint === undefined || /^(https?:\/\/|\/\/)[^\s?#]+$/.test(endpoint), 'endpoint', 'must be a URL without ? and #, like https://collect.example.com');
    check(version === undefined || /^\d+\.\d+\.\d+[\w.+-]*$/.test(version), 'version', 'must be a version, like 1.2.3');
    check(globalName === undefined || (/^[A-Za-z_$][\w$]*$/.test(globalName) && !reservedWord(globalName)), 'globalName', 'must be a name of letters, digits, $ and _, and no word of the language');
    check(!OF_WINDOW.has(globalName ?? ''), 'globalName', 'is a name that each window has, and that no function can stand for: choose another');
    check(integrity === undefined || /^sha(256|384|512)-[\w+/]+=*( sha(256|384|512)-[\w+/]+=*)*$/.test(integrity), 'integrity', 'must be a hash, like sha384-…');
}
