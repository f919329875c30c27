// Runs tests with the Node of the image (Dockerfile), whichever runs this: `npm run test:shipped-node [-- PATTERN…]`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Without patterns: what rests most on Node's own sockets, servers and processes. */
const RESTS_ON_NODE = ["listener-limits", "drain", "overload", "compression", "graphql-route", "workers"].map(
  (name) => `test/integration/${name}.test.ts`,
);

const dockerfile = readFileSync(fileURLToPath(import.meta.resolve("../Dockerfile")), "utf8");
const majors = new Set([...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => major));
if (majors.size !== 1)
  throw new Error(`the image is built with Node ${[...majors].join(" and ")}: which is it?`);
const [major] = majors;
// The npm registry has each Node as a package of its own for each platform.
const node = `node-${process.platform}-${process.arch}@${major}`;
const patterns = process.argv.slice(2);
const tests = ["run", "--silent", "test:jest", "--", ...(patterns.length > 0 ? patterns : RESTS_ON_NODE)];
if (patterns.length === 0 && process.versions.node.startsWith(`${major}.`)) {
  console.log(`This is Node ${major}, which the image has: the other tests have run with it.`);
} else {
  console.log(`With ${node}:`);
  const command = ["exec", "--yes", `--package=${node}`, "--", "npm", ...tests];
  process.exitCode = spawnSync("npm", command, { stdio: "inherit" }).status ?? 1;
}
