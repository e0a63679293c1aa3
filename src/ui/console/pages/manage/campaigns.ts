import { usesPixels } from '../../parts/manage/usesPixels.tsx';

export const kind = usesPixels('campaigns', 'campaign');
