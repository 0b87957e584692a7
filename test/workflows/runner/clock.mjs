import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

// Moves a program's clock to the moment that CLOCK names, where it goes on ticking, and lets what it waits for pass fast:
// a second takes ten milliseconds. Loaded with NODE_OPTIONS.
const offset = Date.parse(process.env.CLOCK) - Date.now();
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(Real.now() + offset);
    else super(...parts);
  }
  static now() {
    return Real.now() + offset;
  }
};

const wait = globalThis.setTimeout;
const hurry = (callback, ms, ...parts) => wait(callback, ms >= 1000 ? ms / 100 : ms, ...parts);
// So that it can still be made to promise.
globalThis.setTimeout = Object.setPrototypeOf(hurry, wait);

const promise = timers.setTimeout;
timers.setTimeout = (ms, ...rest) => promise(ms >= 1000 ? ms / 100 : ms, ...rest);
syncBuiltinESMExports();
