const e=6e4,o=36e5,t=864e5;export{t as DAY_MS,o as HOUR_MS,e as MINUTE_MS};
