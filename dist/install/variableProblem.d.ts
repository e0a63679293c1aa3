import { type PlatformName } from './platforms.js';
/** Why a variable of that name can't be read on a platform, to follow the name; undefined where it can. */
export declare function variableProblem(platform: PlatformName, name: string): string | undefined;
