import type { Job } from '../platform.js';
/** The plugin's main file: the base code, and each pixel at its place. */
export declare function mainFile(job: Job): string;
