import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnswerStore } from "../../src/stores/answer-store.js";
import { LmdbAnswerStore } from "../../src/stores/lmdb/lmdb-answer-store.js";
import { describeAnswerStore } from "./answer-store.js";

describeAnswerStore("LmdbAnswerStore", async (clock) => {
  const folder = await mkdtemp(join(tmpdir(), "fdxgw-answers-"));
  const opened: AnswerStore[] = [];
  const open = (): AnswerStore => {
    const store = LmdbAnswerStore.open({ folder, maxBytes: 64 * 1024 * 1024 }, clock);
    opened.push(store);
    return store;
  };
  return {
    store: open(),
    openAgain: async () => open(),
    remove: async () => {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
