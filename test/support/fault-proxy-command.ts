import { parseArgs } from "node:util";
import { FaultProxy, type NetworkFaults } from "./fault-proxy.js";

// `npm run fault-proxy -- --to 127.0.0.1:4001 --port 5001 --latency-ms 500 --jitter-ms 200`: a bank on bad days, by hand.
const NUMBERS = [
  ...(["latencyMs", "jitterMs", "dripBytes", "dripMs"] as const),
  ...(["resetAfterBytes", "truncateAfterBytes", "limitBytes"] as const),
];

const { values } = parseArgs({
  options: {
    ...{ to: { type: "string" }, port: { type: "string", default: "0" } },
    "half-open": { type: "boolean" },
    ...Object.fromEntries(NUMBERS.map((name) => [optionOf(name), { type: "string" as const }])),
  },
});

function optionOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function wholeNumber(text: unknown, name: string): number {
  if (typeof text === "string" && /^\d+$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number`);
}

function faultsFrom(given: Readonly<Record<string, unknown>>): NetworkFaults {
  const numbers = NUMBERS.flatMap((name) => {
    const value = given[optionOf(name)];
    return value === undefined ? [] : [[name, wholeNumber(value, optionOf(name))] as const];
  });
  return { ...Object.fromEntries(numbers), ...(given["half-open"] === true && { halfOpen: true }) };
}

const [host = "", port = ""] = (values.to ?? "").split(":");
if (host === "" || port === "") {
  throw new Error(
    `--to <host>:<port> is needed; faults: ${["halfOpen", ...NUMBERS].map(optionOf).join(", ")}`,
  );
}
const proxy = await FaultProxy.start(
  { host, port: wholeNumber(port, "to") },
  { port: wholeNumber(values.port, "port") },
);
await proxy.set(faultsFrom(values));
process.stdout.write(`${proxy.origin} passes on to ${host}:${port}\n`);
process.once("SIGINT", () => void proxy.close());
process.once("SIGTERM", () => void proxy.close());
