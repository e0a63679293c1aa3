import { createRoot } from 'react-dom/client';
import { Tgp } from './Tgp.tsx';

createRoot(document.getElementById('root')).render(
  <>
    <Tgp />
    <h1>Recipe</h1>
  </>,
);
