import { CpuWindow } from "../cpu-time.js";
import type { ServerUse, Watched } from "../messages.js";
import { peakMib, resetPeak } from "../server-memory.js";

/** What the server under test uses from the creation of this on. */
export class ServerWindow {
  readonly #serverPid: number;
  readonly #cpu: CpuWindow;

  constructor({ serverPid, ownPids }: Watched) {
    this.#serverPid = serverPid;
    resetPeak(serverPid);
    this.#cpu = new CpuWindow(serverPid, ownPids);
  }

  close(): ServerUse {
    return { ...this.#cpu.close(), serverPeakMib: peakMib(this.#serverPid) };
  }
}
