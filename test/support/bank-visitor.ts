import { request, type Dispatcher } from "undici";

/** What the person does at the bank. */
export interface BankVisit {
  readonly personId: string;
  /** Default `allow`. */
  readonly decision?: "allow" | "deny";
  /** Default: all that the page offers. */
  readonly accountIds?: readonly string[];
  /** For a bank whose certificate the browser would not trust by itself. */
  readonly dispatcher?: Dispatcher;
}

const PASSWORD = "sandbox";
const MAX_STEPS = 20;

/**
 * Goes through login and consent as a person's browser would, without a browser.
 * @returns the address the bank sends the browser to in the end; nothing is fetched from there.
 */
export async function visitBank(authorizationUrl: string, visit: BankVisit): Promise<string> {
  const browser = new Browser(new URL(authorizationUrl).origin, visit.dispatcher);
  let page = await browser.open(authorizationUrl);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (page.left !== undefined) return page.left;
    page = await browser.submit(page, answers(page, visit));
  }
  throw new Error(`Still at the bank after ${String(MAX_STEPS)} pages`);
}

interface Page {
  readonly url: string;
  readonly body: string;
  /** Set when the bank sent the browser elsewhere. */
  readonly left?: string;
}

class Browser {
  readonly #origin: string;
  readonly #dispatcher: Dispatcher | undefined;
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  constructor(origin: string, dispatcher: Dispatcher | undefined) {
    this.#origin = origin;
    this.#dispatcher = dispatcher;
  }

  async open(url: string): Promise<Page> {
    return this.#follow(await this.#send(url, { method: "GET" }), url);
  }

  async submit(page: Page, fields: URLSearchParams): Promise<Page> {
    const action = /<form method="post" action="([^"]+)"/.exec(page.body)?.[1];
    if (action === undefined) throw new Error(`No form at ${page.url}: ${page.body}`);
    const url = new URL(action, page.url).href;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return this.#follow(await this.#send(url, { method: "POST", body: fields.toString(), headers }), url);
  }

  async #follow(answer: Dispatcher.ResponseData, url: string): Promise<Page> {
    const body = await answer.body.text();
    const { location } = answer.headers;
    if (typeof location !== "string") {
      if (answer.statusCode >= 400) throw new Error(`${String(answer.statusCode)} at ${url}: ${body}`);
      return { url, body };
    }
    const target = new URL(location, url);
    if (target.origin !== this.#origin) return { url, body, left: target.href };
    return this.open(target.href);
  }

  async #send(
    url: string,
    options: Pick<Dispatcher.RequestOptions, "method"> & { body?: string; headers?: Record<string, string> },
  ): Promise<Dispatcher.ResponseData> {
    const path = new URL(url).pathname;
    const sent = [...this.#cookies].filter(([, cookie]) => path.startsWith(cookie.path));
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join("; ");
    const answer = await request(url, {
      ...options,
      ...(this.#dispatcher !== undefined && { dispatcher: this.#dispatcher }),
      headers: { accept: "text/html", ...options.headers, ...(cookie !== "" && { cookie }) },
    });
    for (const line of [answer.headers["set-cookie"] ?? []].flat()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const [name = "", ...value] = pair.split("=");
    const path = attributes.find((attribute) => attribute.startsWith("path="))?.slice("path=".length) ?? "/";
    if (value.join("=") === "") this.#cookies.delete(name);
    else this.#cookies.set(name, { value: value.join("="), path });
  }
}

function answers({ body }: Page, { personId, decision = "allow", accountIds }: BankVisit): URLSearchParams {
  if (body.includes('name="password"'))
    return new URLSearchParams({ username: personId, password: PASSWORD });
  const offered = [...body.matchAll(/name="accounts"\s+value="([^"]+)"/g)].map(([, id = ""]) => id);
  const chosen = accountIds ?? offered;
  return new URLSearchParams([
    ["decision", decision],
    ...chosen.map((id): [string, string] => ["accounts", id]),
  ]);
}
