import { a$1 as a } from './preact.js';
import SignIn from './signIn.js';
import { who } from '../main.js';

/** A page for whoever is logged in; everybody else is asked to. */
const SignedIn = ({ children }) => (who.value ? children : a(SignIn, { stays: true }));

export { SignedIn };
