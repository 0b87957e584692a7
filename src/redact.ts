/** Shorter values are not looked for: they would occur by chance in ordinary text. In characters. */
const SHORTEST_SECRET = 5;
/** What stands where something was removed. GitHub Actions masks secrets in its logs the same way. */
const MASK = '***';

/** User name and password between `://` and `@`; JSON may escape the slashes. Stops where a URL's host cannot reach. */
const USERINFO = /(:\\?\/\\?\/)[^\s/?#\\"'`<>()|,]{1,500}@/g;

/** The formats of GitHub's own tokens (docs.github.com, "About authentication to GitHub"), wherever they come from. */
const GITHUB_TOKEN = /\b(?:gh[a-z]_[A-Za-z0-9_]{20,}|github_pat_[A-Za-z0-9_]{20,})/g;

/** Removes something from a text. */
export type Redact = (text: string) => string;

/**
 * Removes secrets from text, also where they are URL-encoded, escaped for JSON, or part of something in Base64, such as
 * the credentials of an `authorization` header.
 */
export function createSecretRemover(secrets: readonly string[]): Redact {
  // The longest first, so that no part of a secret is left behind by a shorter one.
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  const plain = known.flatMap(plainForms);
  const encoded = known.flatMap(base64Forms);
  return (text) => {
    const masked = plain.reduce((rest, form) => rest.replaceAll(form, MASK), text);
    return encoded.reduce(withoutBase64, masked);
  };
}

/** Removes the given secrets, the user name and password of every web address, and whatever looks like a GitHub token. */
export function createRedactor(secrets: readonly string[]): Redact {
  const removeSecrets = createSecretRemover(secrets);
  return (text) => withoutCredentials(removeSecrets(text));
}

/** The text without the user name and password of web addresses, and without what looks like a GitHub token. */
export function withoutCredentials(text: string): string {
  return text.replace(USERINFO, `$1${MASK}@`).replace(GITHUB_TOKEN, MASK);
}

/** The text with its web addresses as they are without user name and password. */
export function withoutUserinfo(text: string): string {
  return text.replace(USERINFO, '$1');
}

/** Whether a web address holds a user name or password. Text that is no address holds neither. */
export function hasUserinfo(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

/** Where user name and password may stand in what was meant as an address; `owner/name@tag` and `me@host` are none. */
const MALFORMED_USERINFO =
  /(^|[\s"'(<])([a-z][\w+.-]*:[/\\]*|[/\\]{2,})(?:[^\s"'<>/]+|[^\s"'<>/]+:[^\s"'<>]+)@/gi;

/**
 * A value that somebody wrote, for an error message: without anything that may be credentials, even where the address
 * is malformed, such as `me:password@host` or `https:/me:password@host`.
 */
export function withoutAnyUserinfo(text: string): string {
  return withoutCredentials(text.replace(MALFORMED_USERINFO, `$1$2${MASK}@`));
}

function plainForms(secret: string): string[] {
  const percent = encodeURIComponent(secret);
  const lowerCase = percent.replace(/%../g, (code) => code.toLowerCase());
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), percent, lowerCase])];
}

/**
 * The characters that a secret gives in Base64, for each of the three places in a group of bytes where it may begin. Those
 * at the edges, which depend on its neighbors, are left out (RFC 4648, section 4: three bytes are four characters of six bits).
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const form = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const BASE64 = '[A-Za-z0-9+/_-]{0,400}';

/** Removes the whole run of Base64 that holds the form. */
function withoutBase64(text: string, form: string): string {
  if (!text.includes(form)) return text;
  const escaped = form.replace(/[+/]/g, '\\$&');
  return text.replace(new RegExp(`${BASE64}${escaped}${BASE64}={0,2}`, 'g'), MASK);
}
