/** What the bank does with a refresh token once it was used (RFC 9700 §4.14, FAPI 2.0 §5.3.2.1). */
export type Rotation =
  /** It stays good. */
  | "none"
  /** It is replaced; sent again it ends the grant. */
  | "strict"
  /** It is replaced, and may be sent again for so long, in case the answer was lost. */
  | { readonly graceSeconds: number };

/** The bank's rule, which a test may change. */
export class RotationRule {
  #rotation: Rotation;

  constructor(rotation: Rotation) {
    this.#rotation = rotation;
  }

  set(rotation: Rotation): void {
    this.#rotation = rotation;
  }

  get rotates(): boolean {
    return this.#rotation !== "none";
  }

  /** @param usedAt milliseconds since 1970. */
  forgives(usedAt: number): boolean {
    if (typeof this.#rotation === "string") return false;
    return Date.now() - usedAt <= this.#rotation.graceSeconds * 1_000;
  }
}

/** @returns `undefined` for what is no rule. */
export function rotationFrom(body: unknown): Rotation | undefined {
  const { rotation } = (body ?? {}) as { readonly rotation?: unknown };
  if (rotation === "none" || rotation === "strict") return rotation;
  const { graceSeconds } = (rotation ?? {}) as { readonly graceSeconds?: unknown };
  return typeof graceSeconds === "number" && graceSeconds > 0 ? { graceSeconds } : undefined;
}
