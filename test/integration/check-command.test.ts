import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { runCheck } from "../../src/app/check.js";
import { readConfig } from "../../src/config/read-config.js";
import { auditLog } from "../../src/telemetry/audit-log.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { GatewayProcess, writeJson } from "../support/gateway-process.js";
import { GatewayWorld, type WorldOptions } from "../support/gateway-world.js";

type Environment = Readonly<Record<string, string>>;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function check(words: string, environment: Environment = {}): Promise<Run> {
  const command = GatewayProcess.spawn(`check ${words}`.trim(), environment);
  try {
    const code = await command.exited();
    return { code, stdout: command.stdout, stderr: command.stderr };
  } finally {
    await command.kill("SIGKILL");
  }
}

const AUDIT_LINE: unknown = expect.stringContaining('"msg":"provider.checked"');

/** A gateway in a process of its own, over two banks; the command runs beside it on the same store. */
class CheckedWorld {
  readonly world: GatewayWorld;
  readonly environment: Environment;
  readonly #gateway: GatewayProcess;

  private constructor(world: GatewayWorld) {
    this.world = world;
    this.environment = world.serveEnvironment();
    this.#gateway = GatewayProcess.spawn("serve", this.environment);
  }

  static async start(options: WorldOptions = {}): Promise<CheckedWorld> {
    const checked = new CheckedWorld(await GatewayWorld.start({ ...options, withoutGateway: true }));
    await checked.#gateway.printed("listening");
    return checked;
  }

  /** The environment with other settings of the provider `maple`. */
  withMaple(settings: object): Environment {
    const file = this.environment["PROVIDERS_FILE"] ?? "";
    const providers = JSON.parse(readFileSync(file, "utf8")) as { id: string }[];
    const changed = providers.map((each) => (each.id === "maple" ? { ...each, ...settings } : each));
    return { ...this.environment, PROVIDERS_FILE: writeJson(dirname(file), "changed.json", changed) };
  }

  /** @returns the report of a run as JSON, with its exit code. */
  async report(words: string, environment = this.environment): Promise<any> {
    const { code, stdout, stderr } = await check(`${words} --json`, environment);
    expect(stderr.trim().split("\n")).toEqual([AUDIT_LINE]);
    return { code, ...(JSON.parse(stdout) as object) };
  }

  /** The report that the command prints as JSON, without its process: to start one costs more than the check. */
  async reportHere(providerId: string): Promise<any> {
    const lines: string[] = [];
    const logger = createLogger("info", { write: (line: string) => lines.push(line) });
    const outside = { logger, audit: auditLog(logger) };
    const report = await runCheck(readConfig(this.environment), { providerId }, outside);
    expect(lines).toEqual([AUDIT_LINE]);
    return JSON.parse(JSON.stringify(report));
  }

  async close(): Promise<void> {
    await this.#gateway.kill("SIGTERM");
    await this.world.close();
  }
}

/** An open account has no day on which it was closed. */
const NOT_FILLED = ["DepositAccount.accountCloseDate"];

const linesOf = (report: any, resource: string): any[] =>
  report.lines.filter((line: any) => line.resource === resource);

const findingsOf = (report: any): string[] =>
  report.lines.flatMap((line: any) => line.findings.map(({ what }: any) => what));

describe("fdx-gateway check, at a plain bank", () => {
  let checked: CheckedWorld;
  let consentId: string;

  beforeAll(async () => {
    checked = await CheckedWorld.start();
    await checked.world.connect({ personId: "wei" });
    await checked.world.connect();
    consentId = (await checked.report("maple")).consentId;
  }, 60_000);

  afterAll(() => checked.close());

  afterEach(async () => {
    await checked.world.control("DELETE", `${checked.world.banks.maple.controlUrl}/faults`);
    await checked.world.control("PUT", `${checked.world.banks.maple.controlUrl}/availability`, {});
  });

  const fault = (name: string, path = ""): Promise<void> =>
    checked.world.control("PUT", `${checked.world.banks.maple.controlUrl}/faults`, { name, path });

  it("prints a table, under the newest consent, and leaves an audit record", async () => {
    await checked.world.resetCalls();
    const { code, stdout, stderr } = await check("maple", checked.environment);
    expect(code).toBe(0);
    const { total } = await checked.world.calls();
    // The bank does not count calls that it has no route for.
    const withoutRoute = stdout.match(/HTTP 501/g)?.length ?? 0;
    const made = Object.values<number>(total).reduce((sum, count) => sum + count, withoutRoute);
    expect(stdout).toContain(
      `maple, asked as FDX 6.4 under consent ${consentId}: ${made} calls.\naccountIds: honoured.\n`,
    );
    for (const line of [
      /^RESOURCE +ANSWER +ROWS +NEXT PAGE BY +SHAPE$/m,
      /^CUSTOMER +OK +1 +– +–$/m,
      /^ACCOUNTS lightweight +OK +4 +none +flat$/m,
      /^ACCOUNTS by accountIds +OK +2 +none +flat$/m,
      /^TRANSACTIONS DepositAccount +OK +20 +pageKey +flat$/m,
      /^ASSET_TRANSFER_NETWORKS DepositAccount +PROVIDER_UNSUPPORTED +– +– +–$/m,
      /^STATEMENT_DOCUMENT InvestmentAccount +NOT_ASKED +– +– +–$/m,
      /^ {2}TYPE +FILLED +OF +RECORDS$/m,
      /^ {2}DepositTransaction +14 +26 +20$/m,
      /^ {2}REWARD_PROGRAMS: PROVIDER_UNSUPPORTED, GET 127\.0\.0\.1:\d+\/reward-programs: HTTP 501, FDX code 1106$/m,
      /\n\nUsable\.\n$/,
    ]) {
      expect(stdout).toMatch(line);
    }
    expect(JSON.parse(stderr)).toMatchObject({
      ...{ audit: true, msg: "provider.checked", dataProviderId: "maple", consentId },
      ...{ appId: "budget-app", endUserId: "alex" },
    });
  });

  it("prints no data of people", async () => {
    const { data } = await checked.world.query(
      "alex",
      `{ customer { customerId name { first last } emails addresses { line1 } telephones { number } }
         accounts { nodes { accountId nickname accountNumberDisplay ... on DepositAccount { currentBalance }
           paymentNetworks { identifier bankId }
           transactions(first: 100) { nodes { transactionId description } }
           statements(first: 20) { nodes { statementId } } } } }`,
    );
    const values: string[] = [];
    JSON.stringify(data, (_name, value: unknown) => {
      if (typeof value === "string") values.push(value);
      return value;
    });
    const runs = [
      await check("maple", checked.environment),
      await check("maple --json", checked.environment),
    ];
    const printed = runs.map(({ stdout }) => stdout).join();
    expect(values.length).toBeGreaterThan(100);
    for (const value of values.filter((each) => each.length > 3)) expect(printed).not.toContain(value);
    expect(runs.map(({ stderr }) => stderr).join()).not.toContain("accountId");
  });

  it("takes the consent that is named", async () => {
    const store = await checked.report(`maple --consent ${consentId}`);
    expect(store).toMatchObject({ code: 0, consentId });
    const { code, stdout, stderr } = await check("maple --consent -nobodys", checked.environment);
    expect([code, stdout, stderr]).toEqual([2, "", "NOT_FOUND: no consent -nobodys at maple\n"]);
    const elsewhere = await check(`liberty --consent ${consentId}`, checked.environment);
    expect(elsewhere).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("NOT_FOUND") });
  });

  it("sees an older bank by its shape: wrapped, paged by offset, and fewer fields filled", async () => {
    const { maple } = checked.world.banks;
    const settings = { fdxBaseUrl: maple.fdxV5BaseUrl, fdxVersion: "5.2" };
    const report = await checked.report("maple", checked.withMaple(settings));
    expect(report).toMatchObject({ code: 0, fdxVersion: "5.2", usable: true, accountIdsHonoured: true });
    for (const line of linesOf(report, "ACCOUNTS")) expect(line).toMatchObject({ shape: "wrapped" });
    expect(linesOf(report, "TRANSACTIONS")[0]).toMatchObject({ shape: "wrapped", paging: "offset" });
    // What the dialect puts right is filled; the name it came under is told.
    const customer = report.types.find(({ name }: any) => name === "Customer");
    expect(customer.filled).toContain("emails");
    expect(linesOf(report, "CUSTOMER")[0].unknownFields).toEqual(["Customer.email"]);
    expect(findingsOf(report)).toEqual([]);
  });

  it.each([
    ["account-ids-ignored", "an account that was not asked for", false],
    ["page-larger", "a page larger than asked for", true],
    ["total-wrong", "totalElements is wrong", true],
    ["next-to-another-host", "the link to the next page leads elsewhere", true],
    ["next-repeated", "the page's own key as the next one", true],
    ["empty-page-first", "an empty page that is not the last", true],
    ["account-of-another", "another account than the one asked for", true],
    ["row-twice", "a row that came before", true],
    ["row-null", "Transaction: null in the list", true],
    ["numbers-as-text", "DepositTransaction.amount: number as text", true],
    ["enum-unknown", "DepositAccount.accountType: unknown value", true],
    ["category-unknown", "Account.accountCategory: unknown value", true],
    ["time-without-zone", "DepositTransaction.postedTimestamp: timestamp without a zone", true],
  ])("finds %s", async (name, finding, honoured) => {
    await fault(name);
    const report = await checked.reportHere("maple");
    expect(findingsOf(report)).toContain(finding);
    expect(report.accountIdsHonoured).toBe(honoured);
  });

  it("names the fields that FDX does not know", async () => {
    await fault("fields-unknown", "/transactions");
    const { code, stdout } = await check("maple", checked.environment);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nFields that no table has:\n(.*\n)* {2}DepositTransaction\.organizationId\n/);
  });

  it("is 1 for a bank that is not usable, and goes through the rest", async () => {
    await fault("602-for-transactions");
    const refused = await checked.report("maple");
    expect(refused).toMatchObject({ code: 1, usable: false });
    for (const line of linesOf(refused, "TRANSACTIONS")) {
      expect(line).toMatchObject({ answer: "DATA_CLUSTER_NOT_GRANTED" });
      expect(line).not.toHaveProperty("rows");
    }
    expect(linesOf(refused, "STATEMENTS")[0]).toMatchObject({ answer: "OK" });
    await fault("next-missing", "/transactions");
    await checked.world.control("PUT", `${checked.world.banks.maple.controlUrl}/availability`, {
      status: 503,
    });
    const { code, stdout } = await check("maple", checked.environment);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ACCOUNTS details +PROVIDER_UNAVAILABLE/m);
    expect(stdout).toMatch(/^TRANSACTIONS +NOT_ASKED/m);
    expect(stdout).toMatch(/\nNOT USABLE\.\n$/);
  });

  it("is 1 for a list that breaks off", async () => {
    await fault("next-to-itself", "/transactions");
    const report = await checked.report("maple");
    expect(report.code).toBe(1);
    expect(linesOf(report, "TRANSACTIONS")[0]).toMatchObject({
      answer: "PROVIDER_ANSWER_INVALID",
      detail: "more follows, and there is no way to it",
    });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("stops at %s, says so, and nothing of the bank", async (signal) => {
    await checked.world.control("PUT", `${checked.world.banks.maple.controlUrl}/availability`, {
      delayMs: 60_000,
    });
    const command = GatewayProcess.spawn("check maple", checked.environment);
    try {
      while (!command.stderr.includes("provider.checked")) await setTimeout(25);
      expect(await command.kill(signal)).toBe(2);
      expect(command.stdout).toBe("");
      expect(command.stderr.trim().split("\n").slice(1)).toEqual(["Stopped by a signal."]);
    } finally {
      await command.kill("SIGKILL");
    }
  });

  it("does not ask for what is declared unsupported", async () => {
    await checked.world.resetCalls();
    const unsupported = ["TRANSACTIONS", "REWARD_PROGRAMS", "CUSTOMER"];
    const report = await checked.report("maple", checked.withMaple({ unsupported }));
    expect(report.code).toBe(0);
    for (const resource of unsupported) {
      const detail = `${resource} is declared unsupported`;
      for (const line of linesOf(report, resource)) {
        expect(line).toMatchObject({ answer: "PROVIDER_UNSUPPORTED", detail });
      }
    }
    const { total } = await checked.world.calls();
    expect(total).toMatchObject({ transactions: 0, customer: 0, customers: 1 });
  });
});

describe("fdx-gateway check, at banks that tell little and everything", () => {
  let checked: CheckedWorld;

  beforeAll(async () => {
    checked = await CheckedWorld.start({ bankKeys: { maple: "sparse", liberty: "full" } });
    await checked.world.connect({ dataClusters: ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS"] });
    await checked.world.connect({ personId: "robin", provider: "liberty" });
  }, 60_000);

  afterAll(() => checked.close());

  it("a sparse bank conforms, and fills next to nothing; what was not granted is not asked for", async () => {
    await checked.world.resetCalls();
    const report = await checked.report("maple");
    expect(report).toMatchObject({ code: 0, usable: true });
    expect(findingsOf(report)).toEqual([]);
    const filled = Object.fromEntries(report.types.map((type: any) => [type.name, type.filled]));
    expect(filled).toMatchObject({ DepositAccount: ["accountCategory", "accountId"] });
    for (const resource of ["CUSTOMER", "STATEMENTS", "PAYMENT_NETWORKS", "REWARD_PROGRAMS"]) {
      expect(linesOf(report, resource)[0]).toMatchObject({ answer: "NOT_GRANTED" });
    }
    const { total } = await checked.world.calls();
    expect(total).toMatchObject({ customer: 0, statements: 0, paymentNetworks: 0 });
    expect(report.calls).toBe(Object.values<number>(total).reduce((sum, count) => sum + count, 0));
  });

  it("a full bank serves everything, and fills every field of what it shows", async () => {
    const report = await checked.report("liberty");
    expect(report).toMatchObject({ code: 0, usable: true });
    for (const resource of ["ASSET_TRANSFER_NETWORKS", "REWARD_PROGRAM", "REWARD_CATEGORIES", "STATEMENTS"]) {
      expect(linesOf(report, resource)[0]).toMatchObject({ answer: "OK" });
    }
    const types = report.types.filter((type: any) => /^(Deposit|RewardProgram)/.test(type.name));
    expect(types.length).toBeGreaterThanOrEqual(3);
    for (const { name, filled, of } of types) {
      expect(filled).toHaveLength(of - NOT_FILLED.filter((field) => field.startsWith(`${name}.`)).length);
    }
    expect(findingsOf(report)).toEqual([]);
    expect(report.lines.flatMap(({ unknownFields }: any) => unknownFields)).toEqual([]);
  });
});

describe("fdx-gateway check", () => {
  it("is 2 for words that mean nothing, a bank that nobody knows, and where nothing was checked", async () => {
    const usage = "Usage: fdx-gateway check PROVIDER [--consent ID] [--json]\n";
    const runs = await Promise.all(
      ["", "maple liberty", "maple --loud", "maple --consent", "maple --consent --json"].map((words) =>
        check(words),
      ),
    );
    for (const run of runs) expect(run).toEqual({ code: 2, stdout: "", stderr: usage });
    const unconfigured = await check("maple");
    expect(unconfigured).toMatchObject({ code: 2, stdout: "" });
    expect(unconfigured.stderr).toContain("PROVIDERS_FILE is missing");
    const world = await GatewayWorld.start({ withoutGateway: true });
    try {
      const environment = world.serveEnvironment();
      expect(await check("nobank", environment)).toEqual({
        ...{ code: 2, stdout: "", stderr: "NOT_FOUND: no data provider nobank\n" },
      });
      expect(await check("maple", environment)).toEqual({
        ...{ code: 2, stdout: "", stderr: "NOT_FOUND: no consent at maple is active\n" },
      });
    } finally {
      await world.close();
    }
  }, 30_000);
});
