import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../src/core/secret.js";
import { auditLog } from "../../../src/telemetry/audit-log.js";
import { createLogger } from "../../../src/telemetry/logger.js";

/** What a logger writes, line by line. */
function lines(log: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const written: string[] = [];
  log(createLogger("info", { write: (line) => void written.push(line) }));
  return written.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("a log line", () => {
  it("shows no credential that came in a header", () => {
    const headers = {
      authorization: "Bearer canary",
      cookie: "canary",
      "set-cookie": "canary",
      accept: "text/html",
    };
    const written = lines((logger) => {
      logger.info(headers, "one");
      logger.info({ headers }, "two");
      logger.info({ request: { headers } }, "three");
    });
    expect(written).toHaveLength(3);
    expect(JSON.stringify(written)).not.toContain("canary");
    expect(JSON.stringify(written)).toContain("text/html");
  });

  it("shows a secret masked, wherever it stands", () => {
    const written = lines((logger) => {
      logger.info({ deep: { token: new Secret("canary") } }, "one");
    });
    expect(JSON.stringify(written)).toMatch(/\[secret:[0-9a-f]{8}\]/);
    expect(JSON.stringify(written)).not.toContain("canary");
  });

  it("is marked where it is an audit record", () => {
    const [record] = lines((logger) => {
      auditLog(logger)("consent.started", { consentId: "c-1", appId: "app-1" });
    });
    expect(record).toMatchObject({ audit: true, msg: "consent.started", consentId: "c-1", appId: "app-1" });
  });
});
