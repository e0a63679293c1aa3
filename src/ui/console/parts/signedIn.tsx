import type { VNode } from 'preact';
import SignIn from '../pages/signIn.tsx';
import { who } from './who.ts';

/** A page for whoever is logged in; everybody else is asked to. */
export const SignedIn = ({ children }: { children: VNode }) => (who.value ? children : <SignIn stays />);
