/** A tag as the pixel of a business. */
export interface BusinessPixel {
  id: string;
  name: string;
  domain: string;
  created_at: string;
  dataset_id?: string;
}

/** Where those of a business are. */
export const pixelsPath = ({ business_id }: { business_id: string }): string =>
  `businesses/${encodeURIComponent(business_id)}/pixels`;
