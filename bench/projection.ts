import type { CompiledProjection } from "../src/projection/compiled-projection.js";
import { openProjector } from "../src/projection/open-projector.js";
import type { Projector } from "../src/projection/projector.js";
import { ReferenceProjector } from "../src/projection/reference/reference-projector.js";
import { compileProjection } from "../src/projection/compile-projection.js";
import { bankResources } from "./bank-data.js";

// `tsx bench/projection.ts`: what one provider body of fifty transactions costs on its way to an answer, four fields of
// each row selected, by each projector and by parsing, picking and writing.

const SECONDS = 1;
const ROUNDS = 3;

const FIELDS = [
  { as: "id", kind: "rowId", slot: 0 },
  { as: "amount", kind: "decimal", from: "amount" },
  { as: "description", kind: "text", from: "description" },
  { as: "postedTimestamp", kind: "dateTime", from: "postedTimestamp" },
] as const;

interface Row {
  readonly transactionId: string;
  readonly [name: string]: unknown;
}

const bodies = [...bankResources()]
  .filter(([path]) => path.endsWith("/transactions"))
  .map(([, resource]) => Buffer.from(JSON.stringify(resource)));
const account = "A".repeat(160);
const compiled = compileProjection({
  ...{ list: "transactions", idKey: "transactionId", suspects: ["id", "timestamp"] },
  fields: FIELDS,
});

if (compiled === undefined) throw new Error("the projection is too large");
const projection: CompiledProjection = compiled;

function by(projector: Projector): (body: Buffer) => number {
  return (body) => projector.project(body, projection, [account])?.json.length ?? 0;
}

function parsed(body: Buffer): number {
  const { transactions } = JSON.parse(body.toString("utf8")) as { readonly transactions: readonly Row[] };
  const rows = transactions.map(({ transactionId, amount, description, postedTimestamp }) => ({
    id: `${account}.${Buffer.from(transactionId).toString("base64url")}`,
    ...{ amount: String(amount), description, postedTimestamp },
  }));
  return Buffer.from(JSON.stringify(rows)).length;
}

/** @returns microseconds of a body. */
function measure(run: (body: Buffer) => number): number {
  const endsAt = performance.now() + SECONDS * 1000;
  const startedAt = process.cpuUsage();
  let count = 0;
  while (performance.now() < endsAt) {
    for (const body of bodies) if (run(body) === 0) throw new Error("a body was not answered");
    count += bodies.length;
  }
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / count;
}

const ways = [
  ["kernel", by(openProjector())],
  ["parse, pick, stringify", parsed],
  ["reference", by(new ReferenceProjector())],
] as const;

const sizes = bodies.map(({ length }) => length);
console.log(
  `${bodies.length} bodies of ${Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length)} bytes`,
);
for (const [name, run] of ways) {
  // Compiling runs on threads of its own and would be counted.
  measure(run);
  const figures = Array.from({ length: ROUNDS }, () => measure(run)).sort((one, other) => one - other);
  console.log(`${(figures[1] ?? 0).toFixed(1).padStart(8)} µs of CPU a body: ${name}`);
}
