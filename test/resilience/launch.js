// Runs the resilience tests in a network and a mount namespace of their own: partitions and full disks touch nobody else,
// and nothing but this machine's loopback can be reached. Without root a user namespace stands in for it.
import { spawnSync } from "node:child_process";

const namespaces = ["--net", "--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"])];
const script = 'ip link set lo up && exec node_modules/.bin/tsx test/resilience/run.ts "$@"';
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
const { status } = spawnSync(
  "unshare",
  [...namespaces, "sh", "-c", script, "resilience", ...process.argv.slice(2)],
  {
    stdio: "inherit",
    env,
  },
);
process.exitCode = status ?? 1;
