/** A coding and its weight, as RFC 9110 §12.5.3 and §12.4.2 write them, in small letters. */
const ENTRY = /^([\w!#$%&'*+.^`|~-]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/;

/**
 * Whether an answer is wanted as gzip rather than as it is, by the request's `Accept-Encoding` (RFC 9110 §12.5.3).
 * @param header if there is none, any coding would do by the RFC; but such a client does not say that it can read gzip.
 */
export function acceptsGzip(header = ""): boolean {
  const weights = weightsIn(header);
  const others = weights.get("*");
  // Both names are the same coding: RFC 9110 §8.4.1.3.
  const gzip = weights.get("gzip") ?? weights.get("x-gzip") ?? others ?? 0;
  // What a client does not name may be sent, and is not what it would rather have.
  const identity = weights.get("identity") ?? others ?? 0;
  return gzip > 0 && gzip >= identity;
}

/** What cannot be read is left out, as if it were not there. */
function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const text of header.toLowerCase().split(",")) {
    const [, coding, weight = "1"] = ENTRY.exec(text.trim()) ?? [];
    if (coding !== undefined) weights.set(coding, Number(weight));
  }
  return weights;
}
