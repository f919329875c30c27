import { AuthenticatedStore } from "../../src/stores/authenticated-store.js";
import { keyRing } from "../support/builders.js";
import { openTempStore } from "../support/temp-store.js";
import { describeRecordStore } from "./record-store.js";

describeRecordStore("AuthenticatedStore over LmdbStore", async (clock) => {
  const place = await openTempStore(clock);
  return {
    store: new AuthenticatedStore(place.store, keyRing(), clock),
    openAgain: async () => new AuthenticatedStore(place.openAgain(), keyRing(), clock),
    remove: () => place.remove(),
  };
});
