function t(t,...e){let n=t;for(const t of e){if("object"!=typeof n||null===n||!Object.hasOwn(n,t))return"";n=n[t]}return"string"==typeof n?n:""}export{t as textAt};
