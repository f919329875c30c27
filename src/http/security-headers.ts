/**
 * What Helmet writes on the other routes, as names and values in turn. The same for every answer, so it is not put together
 * anew for each; a test compares the two.
 */
export const SECURITY_HEADERS: readonly string[] = [
  ...["Content-Security-Policy", "default-src 'none';frame-ancestors 'none'"],
  ...["Cross-Origin-Opener-Policy", "same-origin"],
  ...["Cross-Origin-Resource-Policy", "same-origin"],
  ...["Origin-Agent-Cluster", "?1"],
  ...["Referrer-Policy", "no-referrer"],
  ...["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
  ...["X-Content-Type-Options", "nosniff"],
  ...["X-DNS-Prefetch-Control", "off"],
  ...["X-Download-Options", "noopen"],
  ...["X-Frame-Options", "SAMEORIGIN"],
  ...["X-Permitted-Cross-Domain-Policies", "none"],
  ...["X-XSS-Protection", "0"],
];
