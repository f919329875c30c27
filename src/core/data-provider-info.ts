import type { DataCluster } from "./data-cluster.js";
import type { FdxResource } from "./fdx-resource.js";
import type { DataProviderId } from "./ids.js";

/** What an app may know of a Data Provider. */
export interface DataProviderInfo {
  readonly id: DataProviderId;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The FDX version it speaks, for example "6.4". */
  readonly fdxVersion: string;
  /** Clusters that can be asked for in a consent. */
  readonly dataClusters: readonly DataCluster[];
  /** What it is known not to serve, and is never asked for. */
  readonly unsupported: ReadonlySet<FdxResource>;
}
