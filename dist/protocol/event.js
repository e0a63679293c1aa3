/** Where a beacon goes, below the collector's origin. */
export const BEACON_PATH = '/pixel/v1/';
