/**
 * NODE_OPTIONS that simulate a bug in the program: building the model throws a SyntaxError with this message.
 */
export function withBug(message: string): string {
  const code = `String.prototype.normalize = () => { throw new SyntaxError(${JSON.stringify(message)}); };`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
