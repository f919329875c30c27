// Before tests: the programs that no npm package brings. Installs what is missing where it may, else says what to do.
import { spawnSync } from "node:child_process";

const TOOLS = [
  { command: "chromium", aptPackage: "chromium", usedBy: "browser tests" },
  { command: "redis-server", aptPackage: "redis-server", usedBy: "store tests" },
  { command: "openssl", aptPackage: "openssl", usedBy: "tests of banks with certificates" },
  { command: "strace", aptPackage: "strace", usedBy: "resilience tests" },
  { command: "nft", aptPackage: "nftables", usedBy: "resilience tests" },
  { command: "ip", aptPackage: "iproute2", usedBy: "resilience tests" },
  { command: "faketime", aptPackage: "faketime", usedBy: "resilience tests" },
  { command: "h2load", aptPackage: "nghttp2-client", usedBy: "tests of the benchmark" },
  { command: "script", aptPackage: "bsdutils", usedBy: "tests of questions at a terminal" },
];

const runs = (command, ...args) =>
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
/** `nft` and `ip` are where an ordinary user's PATH may not lead. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
const isThere = ({ command }) =>
  spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore", env }).status === 0;

const missing = TOOLS.filter((tool) => !isThere(tool));
if (missing.length > 0) {
  const packages = missing.map((tool) => tool.aptPackage);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
    return runs(command, ...rest);
  };
  console.log(`Installing ${packages.join(", ")} …`);
  apt("update", "-q");
  apt("install", "-yq", "--no-install-recommends", ...packages);
  const stillMissing = missing.filter((tool) => !isThere(tool));
  for (const { command, aptPackage, usedBy } of stillMissing) {
    console.error(`${command} is needed for the ${usedBy}. Install it with: apt-get install ${aptPackage}`);
  }
  process.exitCode = stillMissing.length === 0 ? 0 : 1;
}
