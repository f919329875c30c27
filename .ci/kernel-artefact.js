// `npm run build:kernel` and `npm run check:kernel`: writes what the compiler made of `src/projection/kernel` into a
// TypeScript file, so that nobody needs that compiler to build the gateway; or, with `--check`, compares the two.
import { Buffer } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";

const MODULE = ".data/projection-kernel.wasm";
const ARTEFACT = "src/projection/kernel-artefact.ts";
const LINE = 100;

const text = Buffer.from(readFileSync(MODULE)).toString("base64");
const lines = text.match(new RegExp(`.{1,${LINE}}`, "g")) ?? [];
const artefact = `/** The WebAssembly module of \`kernel/\` in base64, written by \`npm run build:kernel\`. */
export const KERNEL_MODULE = [
${lines.map((line) => `  "${line}",\n`).join("")}].join("");
`;

if (!process.argv.includes("--check")) {
  writeFileSync(ARTEFACT, artefact);
} else if (readFileSync(ARTEFACT, "utf8") !== artefact) {
  console.error(`${ARTEFACT} is stale: run npm run build:kernel`);
  process.exitCode = 1;
}
