import { openTempStore } from "../support/temp-store.js";
import { describeRecordStore } from "./record-store.js";

describeRecordStore("LmdbStore", async (clock) => {
  const place = await openTempStore(clock);
  return { store: place.store, openAgain: async () => place.openAgain(), remove: () => place.remove() };
});
