import { describe, expect, it } from "@jest/globals";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { CpuWindow } from "../../../bench/cpu-time.js";

describe("CpuWindow", () => {
  it("counts what a process has started, each by itself", async () => {
    const busy = spawn(process.execPath, ["-e", "console.log(1); for (;;);"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      await once(busy.stdout, "data");
      const window = new CpuWindow(process.pid, []);
      const until = performance.now() + 5000;
      let use = window.close();
      while (performance.now() < until && !use.workerCpuMs.some((ms) => ms >= 20)) use = window.close();
      expect(Math.max(...use.workerCpuMs)).toBeGreaterThanOrEqual(20);
      expect(use.serverCpuMs).toBeGreaterThanOrEqual(Math.max(...use.workerCpuMs));
      expect(use.sceneCpuMs).toBe(0);
    } finally {
      busy.kill("SIGKILL");
    }
  });

  it("counts what one of the benchmark's own processes had started, when that has ended", async () => {
    const window = new CpuWindow(1, [process.pid]);
    const before = process.cpuUsage();
    await promisify(execFile)(process.execPath, [
      "-e",
      "const end = Date.now() + 300; while (Date.now() < end);",
    ]);
    const own = process.cpuUsage(before);
    const ownMs = (own.user + own.system) / 1000;
    expect(window.close().sceneCpuMs - ownMs).toBeGreaterThanOrEqual(100);
  });
});
