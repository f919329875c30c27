import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `down once` fails one call and is well then; `silent` takes requests and never answers; `dripping` sends a byte now and then, without end. */
export type Health = "well" | "down" | "down once" | "silent" | "dripping";

const DRIP_MS = 50;
const ACCOUNTS = {
  accounts: [
    { accountId: "1", accountCategory: "DEPOSIT_ACCOUNT", accountType: "CHECKING", nickname: "Everyday" },
  ],
};

/** A data endpoint that knows one account, has good and bad days, and counts what reaches it. */
export class SickBank {
  /** What happens to the next calls. */
  health: Health = "well";
  calls = 0;
  /** Calls whose connection the gateway closed before their answer. */
  givenUp = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.calls += 1;
      this.#answer(incoming, outgoing);
    });
  }

  static async start(): Promise<SickBank> {
    const bank = new SickBank();
    bank.#server.listen(0, "127.0.0.1");
    await once(bank.#server, "listening");
    return bank;
  }

  /** Of its FDX API. */
  get baseUrl(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/fdx/`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    incoming.resume();
    outgoing.on("close", () => {
      if (!outgoing.writableFinished) this.givenUp += 1;
    });
    const headers = { "content-type": "application/json" };
    switch (this.health) {
      case "well":
        outgoing.writeHead(200, headers).end(JSON.stringify(ACCOUNTS));
        return;
      case "down once":
        this.health = "well";
        outgoing.writeHead(503, headers).end("{}");
        return;
      case "down":
        outgoing.writeHead(503, headers).end("{}");
        return;
      case "silent":
        return;
      case "dripping": {
        outgoing.writeHead(200, headers);
        const drip = setInterval(() => outgoing.write(" "), DRIP_MS);
        outgoing.on("close", () => {
          clearInterval(drip);
        });
      }
    }
  }
}
