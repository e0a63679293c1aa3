import { usesPixels } from '../../parts/manage/usesPixels.tsx';

export const kind = usesPixels('line-items', 'line-item');
