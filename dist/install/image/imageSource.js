import { beaconUrl } from "../beaconUrl.js";
import { attributeText } from "../escape.js";
/** The beacon as the address of an image, as it stands in HTML. */
export const imageSource = (job, library, anonymousId) => attributeText(beaconUrl(job, library, { anonymousId }));
