import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { eventually } from "../support/eventually.js";
import { freePort } from "../support/free-port.js";
import { GatewayProcess, temporaryFolder } from "../support/gateway-process.js";

// Does what the README tells a newcomer to do: start, open the playground, sign in, connect a bank, read accounts.
const folder = temporaryFolder();
let port: number;
let gateway: GatewayProcess;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  port = await freePort();
  gateway = await startDev();
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await gateway.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

async function startDev(): Promise<GatewayProcess> {
  const dev = GatewayProcess.spawn("dev", { PORT: String(port), DATA_FOLDER: folder });
  await dev.printed("Stop with Ctrl-C.");
  return dev;
}

/**
 * A page in a browser of its own, whose every complaint is kept: violations of the policy, errors, foreign requests.
 * @param prepare is given the page while it is empty
 */
async function openPlayground(
  prepare?: (page: Page) => Promise<unknown>,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // Chromium itself reports every answer of 400 and above, the 401 before sign-in among them.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== "127.0.0.1" && protocol !== "data:") complaints.push(`request to ${request.url()}`);
  });
  await prepare?.(page);
  await page.goto(`http://127.0.0.1:${port}/playground/`);
  await page.locator(".graphiql-query-editor .view-line").first().waitFor();
  // A part of the editor that is still on its way when the page is left would be a complaint.
  await page.waitForLoadState("networkidle");
  return { page, context };
}

async function signIn(page: Page, personId: string): Promise<void> {
  await page.getByLabel("Sign in as").selectOption(personId);
  await page.getByText(/^Signed in as /).waitFor();
}

async function connectBank(page: Page, bank: string, personName: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Connect a bank" }).click();
  await page.getByRole("dialog", { name: "Connect a bank" }).getByRole("button", { name: bank }).click();
  await page.getByRole("button", { name: personName }).click();
  await page.getByRole("button", { name: /^allow/i }).click();
  await page.getByRole("status").getByText(`Connected: ${bank}`).waitFor();
}

/** By the widget of Flinks Connect. */
async function linkBank(page: Page, bank: string, personId: string): Promise<void> {
  await page.getByRole("button", { name: "Connect a bank" }).click();
  await page.getByRole("dialog", { name: "Connect a bank" }).getByRole("button", { name: bank }).click();
  await page.getByLabel("Username").fill(personId);
  await page.getByLabel("Password").fill("sandbox");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("button", { name: /^(yes|allow|agree|share)/i }).click();
  await page.getByRole("status").getByText(`Connected: ${bank}`).waitFor();
}

/** Whether the editor knows that this is the operation to run. */
async function isRead(page: Page, operation: string): Promise<boolean> {
  return page.evaluate((name) => {
    const read: string = (globalThis as any).localStorage["fdx-playground.graphiql:query"] ?? "";
    return new RegExp(`(query|mutation) ${name}\\b`).test(read);
  }, operation);
}

/** Runs the example in the tab of this name and gives the answer. */
async function run(page: Page, operation: string): Promise<any> {
  const tab = page.getByRole("tab", { name: `${operation} `, exact: false }).first();
  if (!(await isRead(page, operation))) await tab.click();
  // The editor reads a document a tenth of a second after it shows it, and would run the last one's name until then.
  await eventually(() => isRead(page, operation));
  await page.getByRole("button", { name: "Execute query" }).click();
  // The window draws only the lines in view, so the whole answer is read from the editor behind it.
  const answer = await page.waitForFunction(() => {
    const { __MONACO: monaco } = globalThis as any;
    const model = monaco.editor.getModels().find((each: any) => each.uri.path.endsWith("-response.json"));
    const text: string = model?.getValue() ?? "";
    return text.includes('"extensions"') && text;
  });
  return JSON.parse(String(await answer.jsonValue()));
}

describe("the playground", () => {
  it("lets a person connect a bank and read accounts", async () => {
    const { page, context } = await openPlayground();
    await signIn(page, "alex");
    await connectBank(page, "Maple Bank", /Alex/);
    await page.getByRole("list", { name: "Your consents" }).getByText("ACTIVE").waitFor();
    const { data, errors } = await run(page, "Accounts");
    expect(errors).toBeUndefined();
    expect(data.accounts.nodes.length).toBeGreaterThan(2);
    expect(data.accounts.nodes.map((node: any) => node.consent.dataProvider.name)).toContain("Maple Bank");
    await page.screenshot({
      path: process.env["UPDATE_DOCS"] === "1" ? "docs/playground.png" : join(folder, "playground.png"),
    });
    await context.close();
  }, 60_000);

  it("shows the document of a tab that was chosen before the editors were there", async () => {
    const { page, context } = await openPlayground((empty) =>
      empty.addInitScript(() => {
        const { MutationObserver, document } = globalThis as any;
        const observer = new MutationObserver(() => {
          const tab = document.querySelector('[role="tab"] [title="Accounts"]');
          if (tab === null) return;
          observer.disconnect();
          tab.setAttribute("data-early", String(document.querySelector(".view-line") === null));
          tab.click();
        });
        observer.observe(document, { childList: true, subtree: true });
      }),
    );
    const editor = page.locator(".graphiql-query-editor");
    await editor
      .getByText(/query\sAccounts\(/)
      .first()
      .waitFor({ timeout: 10_000 });
    expect(await page.locator("[data-early]").getAttribute("data-early")).toBe("true");
    const chosen = page.locator('[role="tab"][aria-selected="true"]');
    expect(await chosen.getByTitle("Accounts", { exact: true }).count()).toBe(1);
    await context.close();
  }, 60_000);

  it("shows accounts of a plain FDX bank, of Flinks Outbound and of Flinks Connect in one answer", async () => {
    const { page, context } = await openPlayground();
    await signIn(page, "alex");
    await connectBank(page, "Flinks Capital", /Alex/);
    await linkBank(page, "Harbour Credit Union", "alex");
    const sources = async (): Promise<unknown> => {
      const { data, errors } = await run(page, "Accounts");
      expect(errors).toBeUndefined();
      expect(data.accounts.problems).toEqual([]);
      return new Set(
        data.accounts.nodes.map((node: any) => `${node.consent.dataProvider.name}: ${node.source}`),
      );
    };
    expect(await sources()).toEqual(
      new Set(["Maple Bank: FDX", "Flinks Capital: FLINKS_OUTBOUND", "Harbour Credit Union: FLINKS_CONNECT"]),
    );
    await context.close();
  }, 60_000);

  it("shows a second person none of it", async () => {
    const { page, context } = await openPlayground();
    await signIn(page, "dana");
    const { data, errors } = await run(page, "Accounts");
    expect(errors).toBeUndefined();
    expect(data.accounts).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      problems: [],
    });
    await context.close();
  }, 60_000);

  it("keeps the consent when everything is killed and started again", async () => {
    await gateway.kill("SIGKILL");
    gateway = await startDev();
    const { page, context } = await openPlayground();
    await signIn(page, "alex");
    const { data, errors } = await run(page, "Customer");
    expect(errors).toBeUndefined();
    expect(data.customer.name.first).toBe("Alex");
    await context.close();
  }, 60_000);

  it("offers the schema's documentation and every example operation", async () => {
    const { page, context } = await openPlayground();
    await signIn(page, "alex");
    for (const name of ["Accounts", "Customer", "Overview", "Holdings"]) {
      expect(await page.getByRole("tab", { name }).count()).toBeGreaterThan(0);
    }
    await page.getByLabel("Show Documentation Explorer").click();
    await page.locator(".graphiql-doc-explorer").getByText("Query", { exact: true }).first().click();
    await page.getByText("The accounts of all active consents").first().waitFor();
    await context.close();
  }, 60_000);

  it("shows a denied consent in plain words", async () => {
    const { page, context } = await openPlayground();
    await signIn(page, "eli");
    await page.getByRole("button", { name: "Connect a bank" }).click();
    await page
      .getByRole("dialog", { name: "Connect a bank" })
      .getByRole("button", { name: "Liberty Bank" })
      .click();
    await page.getByRole("button", { name: /Eli/ }).click();
    await page.getByRole("button", { name: /^deny/i }).click();
    await page.getByRole("status").getByText("The bank was not connected").waitFor();
    await context.close();
  }, 60_000);

  it("met no violation of its policy, no script error and no request to anybody else", () => {
    expect(complaints).toEqual([]);
  });
});
