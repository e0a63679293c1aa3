import{a as t}from"./preact.js";const r=({text:r})=>r?t("p",{class:"hint problem",role:"status",children:r}):null;export{r as ProblemLine};
