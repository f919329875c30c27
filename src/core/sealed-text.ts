import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const MAC_BYTES = 16;

/** Text that the gateway hands out and takes back: readable, but nobody else can make or change one. As base64url. */
export class SealedText {
  readonly #key: Buffer;

  /**
   * @param secret at least 32 bytes.
   * @param purpose what is sealed for one is nothing for another.
   */
  constructor(secret: Uint8Array, purpose: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", `fdxgw/v1/${purpose}`, 32));
  }

  /** @param about goes into the seal and not into the text: whoever opens it must know it. */
  seal(text: string, about = ""): string {
    const body = Buffer.from(text);
    return Buffer.concat([this.#mac(about, body), body]).toString("base64url");
  }

  /** @returns `undefined` for what `seal` has not made with the same `about`. */
  open(sealed: string, about = ""): string | undefined {
    const bytes = Buffer.from(sealed, "base64url");
    if (bytes.length <= MAC_BYTES || bytes.toString("base64url") !== sealed) return undefined;
    const body = bytes.subarray(MAC_BYTES);
    if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.#mac(about, body))) return undefined;
    return body.toString();
  }

  #mac(about: string, body: Buffer): Buffer {
    return createHmac("sha256", this.#key).update(about).update(body).digest().subarray(0, MAC_BYTES);
  }
}
