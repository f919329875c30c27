import { LRUCache } from "lru-cache";
import { appClaim } from "./app-claim.js";

const MOST_CHARACTERS = 8192;
/** Of claims, in characters: those of a thousand end users. */
const MOST_KNOWN = 512 * 1024;

/**
 * Which app a bearer token says it is for. Nothing is checked, so it is good for counting alone: it costs some microseconds at most, where
 * a look at the signature costs a hundred times as much. Claims that were read are known by their text, without the
 * signature: no copy of the process's memory gives a token away.
 */
export class ClaimedApps {
  /** By the token's middle part; no text where no app is named. */
  readonly #known = new LRUCache<string, string>({
    maxSize: MOST_KNOWN,
    sizeCalculation: (_appId, claims) => claims.length,
  });

  of(authorization: string | undefined): string | undefined {
    const claims = claimsIn(authorization ?? "");
    if (claims === "" || claims.length > MOST_CHARACTERS) return undefined;
    let appId = this.#known.get(claims);
    if (appId === undefined) {
      appId = appIdIn(claims) ?? "";
      // A copy: a piece of a text keeps the whole of it, with the signature.
      this.#known.set(Buffer.from(claims).toString(), appId);
    }
    return appId === "" ? undefined : appId;
  }
}

function claimsIn(authorization: string): string {
  const start = authorization.indexOf(".") + 1;
  if (start === 0) return "";
  const end = authorization.indexOf(".", start);
  return end < 0 ? authorization.slice(start) : authorization.slice(start, end);
}

function appIdIn(encoded: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString());
    return typeof claims === "object" && claims !== null
      ? appClaim(claims as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
