import type { Job } from '../platform.js';
/** The beacon as the address of an image, as it stands in HTML. */
export declare const imageSource: (job: Job, library: string, anonymousId: string) => string;
