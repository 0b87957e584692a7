import { onTestFinished } from 'vitest';

/** Simulates a bug in the program until the test ends: building the model throws a SyntaxError with this message. */
export function simulateBug(message: string): void {
  const { normalize } = String.prototype;
  onTestFinished(() => void Object.assign(String.prototype, { normalize }));
  Object.assign(String.prototype, {
    normalize: () => {
      throw new SyntaxError(message);
    },
  });
}
