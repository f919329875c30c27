import type { FdxResource } from "./fdx-resource.js";

/**
 * `UNSUPPORTED`: the operator has declared it, or the provider's last answers said so. `UNKNOWN`: nobody has asked yet, or
 * no answer told.
 */
export type ResourceSupport = "SUPPORTED" | "UNSUPPORTED" | "UNKNOWN";

export interface ResourceCapability {
  readonly resource: FdxResource;
  readonly support: ResourceSupport;
  /** When it was last served, wall-clock milliseconds. */
  readonly lastSeenAt: number | undefined;
}

/** Which fields of one FDX entity came filled, in a sample of what the provider sent. */
export interface EntityCapability {
  /** As the field tables name it, for example `DepositAccount`. */
  readonly name: string;
  readonly filled: readonly string[];
  /** Those that the provider's own inventory says it fills; missing where it has none. */
  readonly declared?: readonly string[];
  /** How many records were looked at. */
  readonly sampled: number;
}

/** What one process knows of what a provider serves. */
export interface CapabilityReport {
  readonly resources: readonly ResourceCapability[];
  /** Those of which a record was looked at, by name. */
  readonly entities: readonly EntityCapability[];
  /** Whether single accounts of one consent are asked for together, by `accountIds`. */
  readonly joinsAccountIds: boolean;
}
