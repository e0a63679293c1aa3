import{a$1 as r}from"./preact.js";import o from"./signIn.js";import{who as s}from"../main.js";const m=({children:m})=>s.value?m:r(o,{stays:!0});export{m as SignedIn};
