import { ampCode } from "./amp.js";
import { checkSettings } from "./checkSettings.js";
import { gtmCode } from "./gtm.js";
import { gtmContainerCode } from "./gtmContainer.js";
import { gtmTemplateCode } from "./gtmTemplate.js";
import { squarespaceCode, webflowCode, wixCode } from "./hosted.js";
import { emailCode, noscriptCode } from "./image.js";
import { InstallError } from "./installError.js";
import { javascriptCode } from "./javascript.js";
import { npmCode } from "./npm.js";
import { pixelCall } from "./pixelCall.js";
import { shopifyCode } from "./shopify.js";
import { tealiumCode } from "./tealium.js";
import { tealiumApiCode } from "./tealiumApi.js";
import { tealiumContainerCode } from "./tealiumContainer.js";
import { variableProblem } from "./variableProblem.js";
import { variableSource } from "./variableSource.js";
import { wordpressCode } from "./wordpress.js";
export { InstallError } from "./installError.js";
const GENERATORS = {
    javascript: javascriptCode,
    gtm: gtmCode,
    'gtm-container': gtmContainerCode,
    'gtm-template': gtmTemplateCode,
    tealium: tealiumCode,
    'tealium-api': tealiumApiCode,
    'tealium-container': tealiumContainerCode,
    noscript: noscriptCode,
    email: emailCode,
    amp: ampCode,
    wordpress: wordpressCode,
    shopify: shopifyCode,
    webflow: webflowCode,
    wix: wixCode,
    squarespace: squarespaceCode,
    npm: npmCode,
};
/**
 * Makes the code of a saved pixel. The beacon it leads to is the same on every platform.
 * Throws an InstallError, with the reason, where the platform can't express it.
 */
export function installCode(platform, pixel, settings) {
    checkSettings(settings);
    const call = pixelCall(pixel);
    const variables = call.values.filter(({ source }) => source === 'variable');
    for (const { field, value } of variables) {
        const problem = variableProblem(platform, value);
        if (problem)
            throw new InstallError(field, `${value} ${problem}`);
    }
    const required = new Map(variables.map(value => [value.value, variableSource(platform, value)]));
    return {
        platform,
        ...GENERATORS[platform]({
            call,
            name: pixel.name,
            settings: {
                ...settings,
                globalName: settings.globalName ?? 'tgp',
                // A saved page view is the page view: a second one would count every page twice.
                options: settings.options ?? { autoPage: call.command !== 'page' },
            },
        }),
        required_variables: [...required].map(([name, from]) => ({ name, from })),
    };
}
