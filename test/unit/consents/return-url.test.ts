import { describe, expect, it } from "@jest/globals";
import { returnUrlWith } from "../../../src/consents/return-url.js";

describe("returnUrlWith", () => {
  it("adds the outcome to the registered URL and leaves out what is not known", () => {
    const url = returnUrlWith("https://app.test/return", {
      consentId: "c-1",
      state: undefined,
      error: "access_denied",
    });
    expect(url).toBe("https://app.test/return?consentId=c-1&error=access_denied");
  });

  it("keeps the query and fragment that the app registered", () => {
    const url = returnUrlWith("https://app.test/return?tenant=7#done", { consentId: "c-1" });
    expect(url).toBe("https://app.test/return?tenant=7&consentId=c-1#done");
  });

  it("works for the custom scheme of a mobile app", () => {
    expect(returnUrlWith("com.example.app:/return", { consentId: "c-1" })).toBe(
      "com.example.app:/return?consentId=c-1",
    );
  });

  it("does not let a value leave the query", () => {
    const state = "x&consentId=evil#\r\nLocation: https://evil.test";
    const url = new URL(returnUrlWith("https://app.test/return", { consentId: "c-1", state }));
    expect(url.searchParams.getAll("consentId")).toEqual(["c-1"]);
    expect(url.searchParams.get("state")).toBe(state);
    expect(url.hash).toBe("");
    expect(url.href).not.toMatch(/[\r\n]/);
  });
});
