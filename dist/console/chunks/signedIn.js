import{a as r}from"./preact.js";import o from"./signIn.js";import{who as m}from"../main.js";const s=({children:s})=>m.value?s:r(o,{stays:!0});export{s as SignedIn};
