import { readFileSync, rmSync } from "node:fs";
import { request } from "undici";
import type { DressName } from "../../src/sandbox/dress/bank-dress.js";
import { CLIENT_SECRET, DressedBank } from "./dressed-bank.js";
import { freePort } from "./free-port.js";
import { GatewayProcess, temporaryFolder, writeJson } from "./gateway-process.js";
import { GatewayWorld } from "./gateway-world.js";

export interface ProfileWorldOptions {
  /** Of `examples/providers/`, without its ending. */
  readonly example: string;
  readonly dress: DressName;
  readonly accessTokenSeconds?: number;
}

interface Example extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly dataClusters: readonly string[];
  readonly fdxBaseUrl: string;
  readonly clientSecretEnv?: string;
}

interface Parts {
  readonly example: Example;
  readonly bank: DressedBank;
  readonly world: GatewayWorld;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** An example of a providers file at a bank that is dressed to fit it, and a gateway in a process of its own. */
export class ProfileWorld {
  readonly #parts: Parts;
  readonly #gateway: GatewayProcess;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#gateway = GatewayProcess.spawn("serve", parts.environment);
  }

  static async start({ example: name, ...options }: ProfileWorldOptions): Promise<ProfileWorld> {
    const [example] = JSON.parse(readFileSync(`examples/providers/${name}.json`, "utf8")) as [Example];
    const folder = temporaryFolder();
    const port = await freePort();
    const redirectUri = `http://127.0.0.1:${port}/oauth/callback/${example.id}`;
    const bank = await DressedBank.start({ ...options, folder, redirectUri });
    const world = await GatewayWorld.start({ port, withoutGateway: true });
    const { clientSecretEnv } = example;
    const environment = {
      ...world.serveEnvironment(),
      PROVIDERS_FILE: writeJson(folder, "providers.json", [atSandbox(example, bank)]),
      ...(clientSecretEnv !== undefined && { [clientSecretEnv]: CLIENT_SECRET }),
    };
    const profile = new ProfileWorld({ example, bank, world, environment, folder });
    await profile.#gateway.printed("listening");
    return profile;
  }

  /** Gives consent to everything that the profile offers, through the gateway, as Alex. @returns the consent's id. */
  async connect(): Promise<string> {
    const { id: provider, dataClusters } = this.#parts.example;
    const options = { provider, dataClusters, browser: this.#parts.bank.browser };
    const { id, returnedTo } = await this.#parts.world.connect(options);
    const error = returnedTo.searchParams.get("error");
    if (error !== null) throw new Error(`the consent failed: ${error}`);
    return id;
  }

  /** Runs `fdx-gateway check` beside the gateway. */
  async check(): Promise<any> {
    const command = GatewayProcess.spawn(`check ${this.#parts.example.id} --json`, this.#parts.environment);
    try {
      const code = await command.exited();
      if (command.stdout === "") throw new Error(command.stderr);
      return { code, stderr: command.stderr, ...(JSON.parse(command.stdout) as object) };
    } finally {
      await command.kill("SIGKILL");
    }
  }

  /** The bank's control endpoint. */
  async control(method: "GET" | "DELETE", path: string): Promise<any> {
    const url = `${this.#parts.bank.bank.controlUrl}${path}`;
    const { body } = await request(url, { method, dispatcher: this.#parts.bank.browser });
    const text = await body.text();
    return text === "" ? undefined : JSON.parse(text);
  }

  async close(): Promise<void> {
    await this.#gateway.kill("SIGTERM");
    await this.#parts.world.close();
    await this.#parts.bank.close();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }
}

/** The example with the sandbox's addresses and files in the places of its own; nothing else is another. */
function atSandbox(example: Example, { bank, files }: DressedBank): object {
  const { pathname } = new URL(example.fdxBaseUrl);
  const own = { ...files, issuer: bank.issuer, fdxBaseUrl: new URL(pathname, bank.issuer).href };
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [
      name,
      name in own ? own[name as keyof typeof own] : value,
    ]),
  );
}
