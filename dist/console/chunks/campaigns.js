import { usesPixels } from './usesPixels.js';
import '../main.js';
import './preact.js';
import './adParts.js';
import './when.js';
import './manage.js';
import './accountChoice.js';
import './useAnswer.js';
import './problemLine.js';
import './fieldRow.js';
import './signedIn.js';
import './signIn.js';
import './form.js';

const kind = usesPixels('campaigns', 'campaign');

export { kind };
