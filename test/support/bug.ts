/**
 * NODE_OPTIONS for a process in which the model of the portfolio cannot be built, as if the program had a bug: it throws a
 * SyntaxError that says `message`.
 */
export function withBug(message: string): string {
  const code = `String.prototype.normalize = () => { throw new SyntaxError(${JSON.stringify(message)}); };`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
