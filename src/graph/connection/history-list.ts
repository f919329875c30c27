import type { HistoryKey } from "../../loaders/loaders.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { RowKeys } from "./history-part.js";
import type { HistoryName, HistoryPlace } from "./history-place.js";

/** A list that the provider pages itself. */
export interface HistoryList extends HistoryName {
  readonly keys: RowKeys;
  /** The category of a row that does not name it. */
  readonly categoryOf?: (row: FdxRecord) => unknown;
  readonly load: (key: HistoryKey) => Promise<Answer<Page<FdxRecord>>>;
}

/** @returns the provider's page at this place. Rejects like the data provider. */
export async function loadPage(list: HistoryList, place: HistoryPlace): Promise<Page<FdxRecord>> {
  return (await loadAnswer(list, place)).value;
}

/** As `loadPage`, with the page's bytes. */
export function loadAnswer(list: HistoryList, place: HistoryPlace): Promise<Answer<Page<FdxRecord>>> {
  const { startDate, endDate, limit, cursor } = place;
  const { consent, accountId } = list.origin;
  return list.load({ consent, accountId, query: { startDate, endDate, limit, cursor } });
}
