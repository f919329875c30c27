import type { DataCluster } from "../../core/data-cluster.js";

/** Seconds. Balances change by the minute, a name or an account number next to never. */
const DEFAULTS: Readonly<Partial<Record<DataCluster, number>>> = {
  ACCOUNT_DETAILED: 0,
  CUSTOMER_CONTACT: 300,
  CUSTOMER_PERSONAL: 300,
  PAYMENT_SUPPORT: 300,
};
const OTHERS = 30;

export interface FreshnessOptions {
  /** In place of the defaults; seconds. */
  readonly maxAgeSeconds: Readonly<Partial<Record<DataCluster, number>>>;
  /** How long answers are kept for requests that ask for older ones. */
  readonly keepSeconds: number;
}

/** @returns how old an answer may be that is given in place of a new one, milliseconds. @param wished by the request; seconds. */
export function maxAgeMs(
  { maxAgeSeconds }: Pick<FreshnessOptions, "maxAgeSeconds">,
  cluster: DataCluster | undefined,
  wished: number | undefined,
): number {
  const usual = cluster === undefined ? OTHERS : (maxAgeSeconds[cluster] ?? DEFAULTS[cluster] ?? OTHERS);
  return (wished ?? usual) * 1000;
}
