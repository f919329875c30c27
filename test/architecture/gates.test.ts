import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../support/gateway-process.js";

// Each gate is shown to bite: a copy of the tree passes it, the same copy with one fault fails it.
const copy = temporaryFolder();

beforeAll(() => {
  const leftOut = new Set(["node_modules", "dist", ".git", ".data", "coverage"]);
  for (const name of readdirSync(".").filter((each) => !leftOut.has(each))) {
    cpSync(name, join(copy, name), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

function gate(script: string): Outcome {
  const run = spawnSync("npm", ["run", "--silent", script], { cwd: copy, encoding: "utf8" });
  return { status: run.status, output: run.stdout + run.stderr };
}

/** Plants a fault, runs the gate, and takes the fault out again. */
function withFile(path: string, text: string, script: string): Outcome {
  writeFileSync(join(copy, path), text);
  try {
    return gate(script);
  } finally {
    rmSync(join(copy, path));
  }
}

describe("npm run check", () => {
  it("passes the architecture as it is, and fails when a folder imports upward", () => {
    expect(gate("check:boundaries")).toMatchObject({ status: 0 });
    const upward = withFile(
      "src/stores/planted.ts",
      'import { TokenManager } from "../tokens/token-manager.js";\nexport const planted = TokenManager;\n',
      "check:boundaries",
    );
    expect(upward.status).not.toBe(0);
    expect(upward.output).toContain("stores-imports-only-what-the-table-says: src/stores/planted.ts");
  }, 60_000);

  it("fails when the sandbox is imported by the gateway, or a driver by a folder that may not know it", () => {
    const sandbox = withFile(
      "src/providers/planted.ts",
      'import { startSandboxBank } from "../sandbox/sandbox-bank.js";\nexport const planted = startSandboxBank;\n',
      "check:boundaries",
    );
    expect(sandbox.output).toContain("providers-imports-only-what-the-table-says");
    const driver = withFile(
      "src/consents/planted.ts",
      'import { open } from "lmdb";\nexport const planted = open;\n',
      "check:boundaries",
    );
    expect(driver.output).toContain("only-stores-may-use-lmdb");
  }, 60_000);

  it("passes the schema file as it is, and fails when it is stale", () => {
    expect(gate("check:schema")).toMatchObject({ status: 0 });
    appendFileSync(join(copy, "schema/schema.graphql"), "\ntype Planted { id: ID }\n");
    const stale = gate("check:schema");
    expect(stale.status).not.toBe(0);
    expect(stale.output).toContain("schema/schema.graphql is stale");
  }, 60_000);

  it("passes the kernel's artefact as it is, and fails when its source says something else", () => {
    expect(gate("check:kernel")).toMatchObject({ status: 0 });
    const layout = join(copy, "src/projection/kernel/layout.ts");
    const source = readFileSync(layout, "utf8");
    writeFileSync(layout, source.replace("MAX_LEVELS: u32 = 64", "MAX_LEVELS: u32 = 65"));
    const stale = gate("check:kernel");
    writeFileSync(layout, source);
    expect(stale.status).not.toBe(0);
    expect(stale.output).toContain("src/projection/kernel-artefact.ts is stale");
  }, 60_000);

  it("passes the exports as they are, and fails when one is unused", () => {
    expect(gate("check:dead")).toMatchObject({ status: 0 });
    appendFileSync(join(copy, "src/core/clock.ts"), "\nexport const planted = 1;\n");
    const unused = gate("check:dead");
    expect(unused.status).not.toBe(0);
    expect(unused.output).toContain("planted");
  }, 60_000);
});
