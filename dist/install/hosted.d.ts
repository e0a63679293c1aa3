import type { Generate } from './generate.js';
export declare const webflowCode: Generate;
export declare const wixCode: Generate;
export declare const squarespaceCode: Generate;
