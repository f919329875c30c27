import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkerProcess } from "./worker-process.js";

/** Every system call by which a process touches a file or a socket. */
const STORE_AND_SOCKET_CALLS = [
  ...["read", "write", "readv", "writev", "pread64", "pwrite64", "pwritev", "lseek", "ftruncate"],
  ...["openat", "close", "fsync", "fdatasync", "msync", "rename", "unlink", "statx"],
  ...["socket", "connect", "setsockopt", "getsockopt", "sendto", "recvfrom", "sendmsg", "recvmsg"],
  ...["shutdown", "epoll_ctl", "epoll_pwait"],
];

/** The nth time that the event loop (`main`), or one of the threads that write files (`others`), makes a call. */
export interface KillPoint {
  readonly threads: "main" | "others";
  readonly call: string;
  readonly nth: number;
}

/** @returns every point at which a process can be killed while it does this work. */
export async function killPoints(
  worker: WorkerProcess,
  work: () => Promise<unknown>,
): Promise<readonly KillPoint[]> {
  const folder = mkdtempSync(join(tmpdir(), "fdxgw-calls-"));
  const file = join(folder, "calls");
  const pid = String(worker.child.pid);
  const detach = await attach(["-f", "-o", file, "-e", `trace=${STORE_AND_SOCKET_CALLS.join(",")}`], [pid]);
  await work();
  await detach();
  const counts = new Map<string, number>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [, tid, call] = /^(\d+) +([a-z0-9_]+)\(/.exec(line) ?? [];
    if (tid === undefined || call === undefined) continue;
    // The counter of strace is one for each thread and call.
    const key = `${tid} ${call}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  rmSync(folder, { recursive: true });
  return [...counts].flatMap(([key, count]) => {
    const [tid, call = ""] = key.split(" ");
    const threads = tid === pid ? "main" : "others";
    return Array.from({ length: count }, (_, index) => ({ threads, call, nth: index + 1 }) as const);
  });
}

/** Has the kernel kill the process there, as kill -9 does, before the call is carried out. */
export async function killAt(worker: WorkerProcess, { threads, call, nth }: KillPoint): Promise<void> {
  const pid = String(worker.child.pid);
  const others = readdirSync(`/proc/${pid}/task`).filter((tid) => tid !== pid);
  const inject = `inject=${call}:signal=KILL:when=${nth}`;
  await attach(["-o", "/dev/null", "-e", `trace=${call}`, "-e", inject], threads === "main" ? [pid] : others);
}

/** Has calls of the process fail with this error. @returns what ends it. */
export async function failCalls(
  worker: WorkerProcess,
  calls: string,
  error: string,
): Promise<() => Promise<void>> {
  const inject = `inject=${calls}:error=${error}`;
  const options = ["-f", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", inject];
  return attach(options, [String(worker.child.pid)]);
}

async function attach(options: readonly string[], tids: readonly string[]): Promise<() => Promise<void>> {
  const tracer = spawn("strace", [...options, ...tids.flatMap((tid) => ["-p", tid])], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // Not "exit": a process that is killed the moment it is attached to ends its tracer before we have read that it was attached.
  const gone = once(tracer, "close");
  let heard = "";
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.split(" attached").length - 1 >= tids.length) resolve();
    });
    void gone.then(() => {
      reject(new Error(`strace ended: ${heard}`));
    });
  });
  return async () => {
    tracer.kill("SIGINT");
    await gone;
  };
}
