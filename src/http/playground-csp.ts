/**
 * The content security policy of the playground: nothing but our own files, no script that is not a file, no frame.
 *
 * Styles are the one place where GraphiQL's editor (Monaco) needs more than `'self'`:
 * - it writes style elements for its themes; they are let in by a nonce that is new in every answer;
 * - it writes each line of text as HTML with `style="top:…"`, different at every keystroke, which neither a nonce nor
 *   a hash can allow. Hence `'unsafe-inline'` for style *attributes* alone: they can name no selector, and they can
 *   load nothing from elsewhere, since `img-src` and `font-src` forbid it.
 */
export function playgroundCsp(styleNonce?: string): string {
  const styleElements = styleNonce === undefined ? "'self'" : `'self' 'nonce-${styleNonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem ${styleElements}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
