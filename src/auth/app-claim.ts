/** RFC 9068 names the app `client_id`; OpenID Connect issuers often write `azp` instead. */
export function appClaim(claims: Readonly<Record<string, unknown>>): string | undefined {
  const clientId = claims["client_id"] ?? claims["azp"];
  return typeof clientId === "string" ? clientId : undefined;
}
