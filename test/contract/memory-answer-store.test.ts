import { MemoryAnswerStore } from "../support/memory-answer-store.js";
import { describeAnswerStore } from "./answer-store.js";

describeAnswerStore("MemoryAnswerStore", async (clock) => {
  const store = new MemoryAnswerStore(clock);
  return { store, openAgain: async () => store.openAgain(), remove: () => store.close() };
});
