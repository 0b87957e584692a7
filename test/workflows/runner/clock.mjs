// Moves a program's clock to the moment that CLOCK names, where it goes on ticking. Loaded with NODE_OPTIONS.
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
