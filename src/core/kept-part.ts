/** A bank's answer that was kept, as one request has used it. */
export interface KeptPart {
  /** Under which it was read. */
  readonly consentId: string;
  /** Among the answers of the consent. */
  readonly name: string;
  /** What else is kept there has another one. */
  readonly serial: number;
  /** Wall-clock milliseconds. */
  readonly readAt: number;
  /** Wall-clock milliseconds; from then on it is older than this request takes. */
  readonly goodUntil: number;
}
