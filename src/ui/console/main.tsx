import { render } from 'preact';
import { find } from '../find.ts';
import { App } from './parts/app.tsx';
import { begin } from './parts/who.ts';

void begin();
render(<App />, find('app', HTMLElement));
