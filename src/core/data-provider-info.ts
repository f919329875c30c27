import type { DataCluster } from "./data-cluster.js";
import type { FdxResource } from "./fdx-resource.js";
import type { DataProviderId } from "./ids.js";
import type { RegistrationState } from "./registration-state.js";

/** Where data comes from: the bank's own FDX API, Flinks Outbound in front of it, or Flinks Connect's snapshots. */
export type DataSource = "FDX" | "FLINKS_OUTBOUND" | "FLINKS_CONNECT";

/** One way to a bank's data. Each consent is given for one of them. */
export interface ProviderWay {
  /** As consents keep it. */
  readonly id: DataProviderId;
  readonly source: DataSource;
  /** Clusters that can be asked for in a consent. */
  readonly dataClusters: readonly DataCluster[];
  /** The FDX version that is spoken, for example "6.4"; missing where it is not FDX. */
  readonly fdxVersion?: string | undefined;
  /** Answers come from a snapshot, whose reading is nobody's request: they cost no call. */
  readonly isSnapshot?: boolean | undefined;
  /** What it is known not to serve, and is never asked for. */
  readonly unsupported: ReadonlySet<FdxResource>;
  /** Whether the source can fill a field of an FDX type at all; left out where every field of the version may come. */
  readonly canFill?: ((typeName: string, fieldName: string) => boolean) | undefined;
}

/** What an app may know of a Data Provider, and the ways to its data. */
export interface DataProviderInfo {
  readonly id: DataProviderId;
  readonly name: string;
  /** ISO 3166-1 alpha-2; missing where a network's list does not tell it. */
  readonly country?: string | undefined;
  /** Those that a new consent can take, the preferred one first; none for a bank that cannot be connected now. */
  readonly ways: readonly ProviderWay[];
  /** Where the gateway's registration with the bank stands; missing where there is no such thing. */
  readonly registration?: RegistrationState | undefined;
  /** Canada's three digits, where they are known. */
  readonly institutionNumber?: string | undefined;
}

/** The banks there are. */
export interface DataProviders {
  /** Another one whenever a bank is another than before. A way stays what it is once there is a consent for it. */
  readonly edition: number;
  /** All, by name. */
  list(): readonly DataProviderInfo[];
  /** @param id the bank's own, or that of a way to it. */
  bankOf(id: DataProviderId): DataProviderInfo | undefined;
  /** @param id as consents keep it; also of a way that no new consent takes. */
  wayOf(id: DataProviderId): ProviderWay | undefined;
}
