import type { Job } from '../platform.js';
/** The module's name, and what must be loaded before it. */
export declare const MODULE_XML: string;
/** What listens in the shop's pages. */
export declare const EVENTS_XML: string;
/** What the settings hold until somebody changes them. */
export declare function configXml(job: Job): string;
/** The right to change the settings. */
export declare const ACL: string;
/** The page of settings: Magento checks the form's key, and who may see it. */
export declare const systemXml: (job: Job) => string;
/** The collector among the hosts that the shop's policy lets a page load from and send to. None for one of its own. */
export declare function cspXml(job: Job): {
    [name: string]: string;
};
/** Which block is on which page. */
export declare const LAYOUTS: {
    'view/frontend/layout/default.xml': string;
    'view/frontend/layout/checkout_index_index.xml': string;
    'view/frontend/layout/checkout_onepage_success.xml': string;
    'view/frontend/layout/multishipping_checkout_success.xml': string;
    'view/frontend/layout/multishipping_checkout_results.xml': string;
};
