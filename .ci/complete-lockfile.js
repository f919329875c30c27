// `npm run lockfile`: writes package-lock.json anew and completes it.
//
// A registry mirror may not carry native packages of other platforms; npm then leaves them out of the lock file, and
// `npm ci` refuses the file on every machine. Their names and exact versions stand in the `optionalDependencies` of the
// packages that want them, so they are entered here, without a checksum, for the platform their name tells.
import { readFileSync, writeFileSync } from "node:fs";

const OS = ["darwin", "linux", "win32", "freebsd", "android", "openharmony"];
const CPU = {
  arm64: "arm64",
  x64: "x64",
  ia32: "ia32",
  arm: "arm",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  loong64: "loong64",
};

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {}, dev = false }) =>
  Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })),
);

for (const { name, version, dev } of wanted) {
  const path = `node_modules/${name}`;
  const words = name.split(/[/-]/);
  const os = OS.find((each) => words.includes(each));
  const cpu = CPU[words.find((word) => word in CPU)];
  if (path in lock.packages || os === undefined || cpu === undefined || !/^\d/.test(version)) continue;
  lock.packages[path] = { version, cpu: [cpu], ...(dev ? { dev } : {}), optional: true, os: [os] };
}

const sorted = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries(sorted.map((path) => [path, lock.packages[path]]));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
