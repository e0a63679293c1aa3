import type { Job } from './platform.js';
/**
 * The URL of a beacon that no tag makes: all of it is known beforehand.
 * @param library the name by which the collector sees what made the beacon
 */
export declare function beaconUrl({ call, settings }: Job, library: string, identity: {
    anonymousId?: string;
}): string;
