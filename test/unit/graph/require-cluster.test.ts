import { describe, expect, it } from "@jest/globals";
import { hasCluster, requireCluster } from "../../../src/graph/require-cluster.js";
import { activeConsent } from "../../support/builders.js";

const consent = activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC", "TRANSACTIONS"] });

describe("requireCluster", () => {
  it("lets through a cluster that was granted, and any one of several", () => {
    expect(() => {
      requireCluster(consent, "TRANSACTIONS");
      requireCluster(consent, "ACCOUNT_DETAILED", "ACCOUNT_BASIC");
    }).not.toThrow();
  });

  it("refuses one that was not, and names the first", () => {
    expect(() => {
      requireCluster(consent, "CUSTOMER_CONTACT", "CUSTOMER_PERSONAL");
    }).toThrow(
      expect.objectContaining({
        code: "DATA_CLUSTER_NOT_GRANTED",
        facts: { dataCluster: "CUSTOMER_CONTACT" },
      }),
    );
  });

  it("refuses what was asked for but not granted", () => {
    const asked = activeConsent("c-1", {
      requestedClusters: ["STATEMENTS"],
      grantedClusters: ["ACCOUNT_BASIC"],
    });
    expect(hasCluster(asked, "STATEMENTS")).toBe(false);
  });
});
