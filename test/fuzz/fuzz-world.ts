import "reflect-metadata";
import type { ApolloServer } from "@apollo/server";
import { Consents, type ConsentsParts } from "../../src/consents/consents.js";
import type { ActiveConsent } from "../../src/consents/consent.js";
import { Deadline } from "../../src/core/deadline.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import { NodeIdCodec } from "../../src/core/node-id.js";
import { Secret } from "../../src/core/secret.js";
import { WorkEnd } from "../../src/core/work-signal.js";
import { createGraphContext, type GraphContext } from "../../src/graph/context.js";
import { createGraphQLServer } from "../../src/graph/graphql-server.js";
import { serialise } from "../../src/graph/projected/raw-lists.js";
import type { RowProjections } from "../../src/graph/projected/row-projections.js";
import { createSchema } from "../../src/graph/schema.js";
import { createLoaders } from "../../src/loaders/loaders.js";
import { WatchedProvider } from "../../src/providers/capability/watched-provider.js";
import { FdxClient } from "../../src/providers/fdx/fdx-client.js";
import { FdxProvider } from "../../src/providers/fdx/fdx-provider.js";
import { ProviderDirectory } from "../../src/providers/provider-directory.js";
import type { FdxProfile } from "../../src/providers/provider-profile.js";
import { directoryOf } from "../support/bank-directory.js";
import {
  activeConsent,
  caller,
  LIBERTY,
  MAPLE,
  providerProfile,
  upstreamRequest,
} from "../support/builders.js";
import { FakeAuthorizationServer } from "../support/fake-authorization-server.js";
import { FakeClock } from "../support/fake-clock.js";
import { unknownCapability } from "../support/loader-world.js";
import type { BankCase } from "./bank-case.js";
import { FuzzBank, type SentAnswer } from "./fuzz-bank.js";
import { BY_ID_COUNT, type Operations, operationsOf } from "./operations.js";

/** As in `src/app.ts`. */
const MAX_UPSTREAM_CALLS = 500;
/** How far a client reads on in one list. */
const MAX_PAGES = 4;

/** One answer of the gateway, and what it cost. */
export interface FuzzAnswer {
  readonly status: number | undefined;
  /** As it would go out: JSON text. */
  readonly text: string;
  /** Upstream calls. */
  readonly calls: number;
  /** What it was asked with. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** All that happened in one run. */
export interface FuzzOutcome {
  /** Told apart from all others in this process; it is in every stamp. */
  readonly run: string;
  readonly answers: readonly FuzzAnswer[];
  /** What the server threw instead of answering. */
  readonly thrown: readonly unknown[];
  /** What the operator was told of. */
  readonly reports: readonly unknown[];
  readonly sent: readonly SentAnswer[];
}

/** Two banks that differ in how they are asked, and a person who has consented twice at one of them. */
const PROFILES: readonly FdxProfile[] = [
  providerProfile(MAPLE),
  providerProfile(LIBERTY, {
    fdx: {
      baseUrl: new URL("https://liberty.test/fdx/v5/"),
      ...{ fdxVersion: "5.2", pageSize: 2, historyWindowDays: 365 },
    },
  }),
];
const CONSENTS: readonly ActiveConsent[] = [
  activeConsent("c-1"),
  activeConsent("c-2", {
    dataProviderId: LIBERTY,
    grantedClusters: ["ACCOUNT_BASIC", "TRANSACTIONS", "REWARDS"],
  }),
  activeConsent("c-3", { dataProviderId: LIBERTY }),
];

/** The gateway from the GraphQL server down to the socket, which is a `FuzzBank`; all between is the real thing. */
export class FuzzWorld {
  readonly #ids = new NodeIdCodec(Buffer.alloc(32, 7));
  readonly #server: ApolloServer<GraphContext>;
  readonly #operations: Operations = operationsOf(createSchema());
  #runs = 0;

  private constructor(server: ApolloServer<GraphContext>) {
    this.#server = server;
  }

  static async start(): Promise<FuzzWorld> {
    return new FuzzWorld(await createGraphQLServer({ introspection: false }));
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** @returns what one of the gateway's ids stands for. */
  decode(id: string): { readonly consentId: string; readonly ownId: string } | undefined {
    const reference = this.#ids.decodeAny(caller(), id);
    return reference && { consentId: reference.consentId, ownId: reference.parts[0] ?? "" };
  }

  /** One operation, its answer as it goes out. @param rowProjections as in `GraphContext`. */
  async ask(
    bankCase: BankCase,
    query: string,
    rowProjections?: RowProjections,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const client = new FuzzClient(this.#server, this.#ids, new FuzzBank(bankCase, "r0"), rowProjections);
    await client.ask(query, variables);
    const { answers, thrown } = client.outcome("r0");
    if (thrown.length > 0) throw thrown[0];
    return answers.map(({ text }) => text).join("");
  }

  /** Lets a client ask for what the input's view says, and read on as far as there is more. */
  async run(bankCase: BankCase): Promise<FuzzOutcome> {
    this.#runs += 1;
    const client = new FuzzClient(this.#server, this.#ids, new FuzzBank(bankCase, `r${this.#runs}`));
    const { views, nextTransactions, accountsById } = this.#operations;
    const { view } = bankCase;
    const accounts = accountsIn(await client.ask(views[view]));
    if (view === "transactions") {
      for (const { id, next } of accounts) await readOn(client, nextTransactions, id, next);
    }
    if (view === "byId" && accounts.length > 0) {
      const id = (index: number): string => accounts[index % accounts.length]?.id ?? "";
      const variables = Array.from({ length: BY_ID_COUNT }, (_, index) => [`id${index}`, id(index)]);
      await client.ask(accountsById, Object.fromEntries(variables) as Record<string, string>);
    }
    return client.outcome(`r${this.#runs}`);
  }
}

interface PageOfRows {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface ListedAccount {
  readonly id: string;
  readonly next: PageOfRows | null;
}

function accountsIn(data: Readonly<Record<string, unknown>> | null): readonly ListedAccount[] {
  const list = data?.["accounts"] as
    { nodes: { id: string; transactions?: PageOfRows | null }[] } | null | undefined;
  return (list?.nodes ?? []).map(({ id, transactions }) => ({ id, next: transactions ?? null }));
}

async function readOn(
  client: FuzzClient,
  query: string,
  account: string,
  first: PageOfRows | null,
): Promise<void> {
  let page = first;
  for (let turn = 0; turn < MAX_PAGES && page?.pageInfo.hasNextPage === true; turn += 1) {
    const after = page.pageInfo.endCursor;
    if (after === null) throw new Error("a page that others follow, without a cursor");
    const data: Readonly<Record<string, unknown>> | null = await client.ask(query, { account, after });
    page = (data?.["accountTransactions"] ?? null) as PageOfRows | null;
  }
}

/** Everything of one run: each operation is a request of its own, as over HTTP. */
class FuzzClient {
  readonly #server: ApolloServer<GraphContext>;
  readonly #ids: NodeIdCodec;
  readonly #bank: FuzzBank;
  readonly #providers: ProviderDirectory;
  readonly #answers: FuzzAnswer[] = [];
  readonly #thrown: unknown[] = [];
  readonly #reports: unknown[] = [];

  readonly #rowProjections: RowProjections | undefined;

  constructor(
    server: ApolloServer<GraphContext>,
    ids: NodeIdCodec,
    bank: FuzzBank,
    rowProjections?: RowProjections,
  ) {
    this.#server = server;
    this.#rowProjections = rowProjections;
    this.#ids = ids;
    this.#bank = bank;
    this.#providers = new ProviderDirectory(
      PROFILES.map((profile) => {
        const capability = unknownCapability();
        const provider = new FdxProvider(this.#clientOf(profile), profile.fdx);
        const dataProvider = new WatchedProvider(provider, capability);
        return {
          ...{ profile, callbackId: profile.id, dataProvider, capability },
          authorizationServer: new FakeAuthorizationServer(),
        };
      }),
    );
  }

  async ask(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Readonly<Record<string, unknown>> | null> {
    let calls = 0;
    const contextValue = this.#context(() => {
      if (calls >= MAX_UPSTREAM_CALLS) throw new GatewayError("OPERATION_TOO_COMPLEX", "too many calls");
      calls += 1;
    });
    try {
      const { body, http } = await this.#server.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== "single") throw new Error("an answer in parts");
      const text = String(serialise(body.singleResult, contextValue.rawLists));
      this.#answers.push({ status: http.status, text, calls, variables });
      return (JSON.parse(text) as { data?: Record<string, unknown> | null }).data ?? null;
    } catch (failure) {
      this.#thrown.push(failure);
      return null;
    }
  }

  outcome(run: string): FuzzOutcome {
    return {
      run,
      answers: this.#answers,
      thrown: this.#thrown,
      reports: this.#reports,
      sent: this.#bank.sent,
    };
  }

  #clientOf({ fdx }: FdxProfile): FdxClient {
    return new FdxClient({
      baseUrl: fdx.baseUrl,
      dispatcher: this.#bank,
      tokens: {
        accessToken: async ({ consentId }, rejected) =>
          new Secret(`token-of-${consentId}-${rejected === undefined ? 1 : 2}`),
      },
      clock: new FakeClock(),
    });
  }

  #context(countCall: () => void): GraphContext {
    const signal = new WorkEnd();
    const person = caller();
    return createGraphContext({
      caller: { ...person, app: { ...person.app, allowRawPayload: true } },
      loaders: createLoaders({ providers: this.#providers, request: upstreamRequest({ signal, countCall }) }),
      ids: this.#ids,
      rowProjections: this.#rowProjections,
      clock: new FakeClock(),
      consents: Object.assign(new Consents({} as ConsentsParts), { list: async () => CONSENTS }),
      dataProviders: directoryOf(PROFILES),
      capabilityOf: (id) => this.#providers.require(id).capability.reportForApps(),
      audit: () => undefined,
      report: (failure) => this.#reports.push(failure),
      upstream: { made: 0, cached: 0, kept: undefined },
      renewalUrlOf: () => "https://gateway.test/consents/renew/token",
      ...{ signal, deadline: Deadline.after(60_000) },
    });
  }
}
