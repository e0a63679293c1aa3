import type { Job } from '../platform.js';
/** The module's one class: the base code in the head, each pixel at its place, and the page of settings. */
export declare function moduleFile(job: Job): string;
