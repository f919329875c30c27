import type { FdxRecord, Page } from "../../loaders/records.js";
import type { HistoryPlace } from "./history-place.js";

/** How the rows of one list tell which and when they are. */
export interface RowKeys {
  /** FDX's name of a row's own id, which is unique below the account only. */
  readonly idKey: string;
  /** FDX's names of the moment or day a row is of; the first that is there counts. */
  readonly dayKeys: readonly string[];
}

/** One page of a provider, as it is to be read. */
export interface HistoryPart {
  readonly place: HistoryPlace;
  readonly page: Page<FdxRecord>;
  readonly keys: RowKeys;
  /** How many rows at most. */
  readonly first: number;
}
