import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import { type Gateway, startGateway } from "../../src/app.js";
import type { CallBudgetRule } from "../../src/core/call-budget-rule.js";
import type { ActorType } from "../../src/core/request-wishes.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { freePort } from "./free-port.js";
import { type GraphQLAnswer, GatewayWorld } from "./gateway-world.js";

export interface BudgetWorldOptions {
  readonly apps: number;
  readonly gateways: number;
  readonly callBudgets?: readonly CallBudgetRule[];
}

/** As the bank tells it. */
interface CallLog {
  readonly byGrant: Readonly<Record<string, { readonly requests: readonly string[] }>>;
}

interface AccountList {
  readonly accounts: { readonly nodes: readonly { readonly id: string; readonly accountId: string }[] };
}

const PERSON = "alex";
const TRANSACTIONS = "query ($id: ID!) { accountTransactions(accountId: $id) { nodes { transactionId } } }";
/** Another process looks once a second. */
const LOOK_MS = 1100;

/** Several gateways over one LMDB folder, and apps that all have a consent to one person's accounts at one bank. */
export class BudgetWorld {
  readonly #world: GatewayWorld;
  readonly #appIds: readonly string[];
  readonly #urls: string[] = [];
  readonly #gateways: Gateway[] = [];
  /** The account's id at the bank, and as each app has it. */
  #accountId = "";
  readonly #nodeIds: string[] = [];

  private constructor(world: GatewayWorld, appIds: readonly string[]) {
    this.#world = world;
    this.#appIds = appIds;
  }

  static async start({ apps, gateways, callBudgets }: BudgetWorldOptions): Promise<BudgetWorld> {
    const appIds = Array.from({ length: apps }, (_, index) => `app-${index}`);
    const world = await GatewayWorld.start({ appIds, ...(callBudgets && { callBudgets }) });
    const budgets = new BudgetWorld(world, appIds);
    await budgets.#connect();
    budgets.#urls.push(world.url);
    for (let index = 1; index < gateways; index += 1) await budgets.#startGateway();
    await world.resetCalls();
    return budgets;
  }

  /** Every app asks every gateway at once, so many times. @returns `data`, or the code of the refusal, of each. */
  async askAll(wish: { readonly rounds: number; readonly actorType: ActorType }): Promise<readonly string[]> {
    const asked = this.#urls.flatMap((_, gateway) =>
      this.#appIds.flatMap((__, app) =>
        Array.from({ length: wish.rounds }, () => this.ask(gateway, app, wish.actorType)),
      ),
    );
    const answers = await Promise.all(asked);
    return answers.map(({ errors }) => (errors === undefined ? "data" : codeOf(errors[0]?.extensions)));
  }

  /** For the transactions of the account. */
  async ask(gateway: number, app: number, actorType: ActorType): Promise<GraphQLAnswer> {
    const { statusCode, headers, body } = await request(`${this.#urls[gateway] ?? ""}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await this.#world.token(PERSON, this.#appIds[app])}`,
        "fdx-api-actor-type": actorType,
      },
      body: JSON.stringify({ query: TRANSACTIONS, variables: { id: this.#nodeIds[app] } }),
    });
    const json = (await body.json()) as Omit<GraphQLAnswer, "status" | "headers">;
    return { ...json, status: statusCode, headers };
  }

  /** By the bank's own log, whosever consent it was. */
  async callsForAccount(): Promise<number> {
    const { byGrant } = (await this.#world.calls()) as CallLog;
    const requests = Object.values(byGrant).flatMap((grant) => grant.requests);
    return requests.filter((each) => each.includes(this.#accountId)).length;
  }

  async setAvailability(status: number | null): Promise<void> {
    await this.#world.control("PUT", `${this.#world.banks.maple.controlUrl}/availability`, { status });
  }

  async untilKnownEverywhere(): Promise<void> {
    await delay(LOOK_MS);
  }

  async close(): Promise<void> {
    for (const gateway of this.#gateways) await gateway.close();
    await this.#world.close();
  }

  async #connect(): Promise<void> {
    const accounts = await Promise.all(
      this.#appIds.map(async (appId) => {
        await this.#world.connect({ appId, personId: PERSON });
        const query = "{ accounts { nodes { id accountId } } }";
        const answer = await this.#world.query(PERSON, query, {}, appId);
        const [account] = (answer.data as AccountList).accounts.nodes;
        if (account === undefined) throw new Error("the person has no account");
        return account;
      }),
    );
    this.#accountId = accounts[0]?.accountId ?? "";
    this.#nodeIds.push(...accounts.map(({ id }) => id));
  }

  async #startGateway(): Promise<void> {
    const port = await freePort();
    const config = this.#world.config();
    const gateway = await startGateway(
      { ...config, http: { ...config.http, port } },
      { logger: createLogger("silent"), audit: () => undefined },
    );
    this.#gateways.push(gateway);
    this.#urls.push(gateway.url);
  }
}

function codeOf(extensions: unknown): string {
  return String((extensions as { readonly code?: unknown } | undefined)?.code);
}
