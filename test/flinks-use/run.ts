import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { markdownTable } from "../support/markdown-table.js";
import { LIFE_SECONDS, useFlinks, WHOLE_SECONDS } from "./measure.js";
import { countVerdicts, timeVerdicts, type Verdict } from "./verdicts.js";

const PATH = "docs/flinks-use.md";
/** Six people, one read a second each. */
const PAUSE_MS = 1_000;

const { values } = parseArgs({
  options: { seconds: { type: "string", default: String(WHOLE_SECONDS) } },
});
const seconds = Number(values.seconds);
if (!(seconds >= 10 && seconds <= WHOLE_SECONDS)) {
  throw new Error(`--seconds must be from 10 to ${WHOLE_SECONDS}`);
}

const isWhole = seconds === WHOLE_SECONDS;

const result = await useFlinks({ seconds, pauseMs: (PAUSE_MS * seconds) / WHOLE_SECONDS });
// A clock that runs faster leaves a token call too little time to tell a read that waited from a busy machine.
const verdicts = [...countVerdicts(result), ...(isWhole ? timeVerdicts(result) : [])];
for (const { what, asked, found, passed } of verdicts) {
  console.log(`${passed ? "ok  " : "FAIL"} ${what}\n       asked: ${asked}\n       found: ${found}`);
}
for (const failure of result.failures.slice(0, 10)) console.log(failure);
if (isWhole) writeFileSync(PATH, report(verdicts));
process.exitCode = verdicts.every(({ passed }) => passed) ? 0 : 1;

function report(rows: readonly Verdict[]): string {
  const day = new Date().toISOString().slice(0, "2026-11-26".length);
  const machine = `${cpus().length} cores, Node ${process.versions.node}`;
  const cells = rows.map(({ what, asked, found, passed }) => [what, asked, found, passed ? "yes" : "NO"]);
  return `# Five minutes of use with Flinks' tokens

\`npm run test:flinks-use\` writes this page. The real gateway reads from the sandbox's Flinks Outbound, whose access tokens live for
${LIFE_SECONDS} s, while ${result.consents} people ask for their data about once a second each, for ${WHOLE_SECONDS} s. Outbound's token endpoint is slowed down to
${result.tokenCallMs} ms: each refresh is begun by a read, so a read that waited for one would take that long at least. Refreshes are counted by
Outbound, the age of a token is told by the gateway's audit records, and a token that the bank refused shows as a call more than
planned. \`-- --seconds 40\` does the same with a clock that runs faster, looks at the counts alone, and writes nothing; so does a test of
\`npm test\`.

Measured on ${day}, ${machine}:

${markdownTable(["What", "Asked", "Found", "Held"], cells)}`;
}
