import { beaconUrl } from '../beaconUrl.ts';
import { attributeText } from '../escape.ts';
import type { Job } from '../platform.ts';

/** The beacon as the address of an image, as it stands in HTML. */
export const imageSource = (job: Job, library: string, anonymousId: string): string =>
  attributeText(beaconUrl(job, library, { anonymousId }));
