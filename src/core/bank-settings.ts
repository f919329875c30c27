/**
 * What a new consent takes at a bank that Flinks reaches in both ways. `prefer`: Outbound where the bank has it, else
 * Connect. `only`: never Connect. `never`: never Outbound.
 */
export type OutboundPolicy = "prefer" | "only" | "never";

/** What the operator knows of a bank beside Flinks' lists. */
export interface BankSettings {
  /** What apps know the bank by; derived from Flinks' numbers if left out. */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Flinks Outbound's. */
  readonly providerId?: number | undefined;
  /** Flinks Connect's. */
  readonly institutionId?: number | undefined;
  /** Three digits (Payments Canada): accounts that Outbound shows without it are recognised by it. */
  readonly institutionNumber?: string | undefined;
  readonly outboundPolicy?: OutboundPolicy | undefined;
}
