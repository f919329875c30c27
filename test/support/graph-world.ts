import type { ApolloServer } from "@apollo/server";
import { Consents, type ConsentsParts } from "../../src/consents/consents.js";
import type { Consent } from "../../src/consents/consent.js";
import { Deadline } from "../../src/core/deadline.js";
import type { DataProviders } from "../../src/core/data-provider-info.js";
import type { FdxResource } from "../../src/core/fdx-resource.js";
import type { DataProviderId } from "../../src/core/ids.js";
import { NodeIdCodec } from "../../src/core/node-id.js";
import { createGraphContext, type GraphContext, type UpstreamTally } from "../../src/graph/context.js";
import type { RowProjections } from "../../src/graph/projected/row-projections.js";
import { ProviderCapability } from "../../src/providers/capability/provider-capability.js";
import type { DataProvider } from "../../src/providers/data-provider.js";
import { directoryOf } from "./bank-directory.js";
import { AuditRecorder } from "./audit-recorder.js";
import { activeConsent, caller, LIBERTY, MAPLE, providerProfile } from "./builders.js";
import { FakeClock } from "./fake-clock.js";
import { FakeDataProvider } from "./fake-data-provider.js";
import { loadersOver, unknownCapability } from "./loader-world.js";

interface GraphAnswer {
  readonly data: any;
  readonly errors: readonly { readonly path?: unknown; readonly message: string; readonly extensions: any }[];
  readonly extensions: any;
  readonly status: number | undefined;
}

/** One for all: every world has the same secret, and a codec sets aside room for ten thousand ids. */
const IDS = new NodeIdCodec(Buffer.alloc(32, 4));

type TestBank = DataProvider & { readonly calls: readonly unknown[] };

/** The whole GraphQL layer over a bank that a test makes up. */
export class GraphWorld<Bank extends TestBank = FakeDataProvider> {
  readonly ids = IDS;
  readonly audits = new AuditRecorder();
  /** What the operator was told of: failure and place. */
  readonly reports: (readonly [failure: unknown, at: string | undefined])[] = [];
  /** FDX versions that are not 6.4, by provider. */
  readonly fdxVersions = new Map<DataProviderId, string>();
  readonly clock = new FakeClock();
  /** What both providers are known to serve. */
  capability = unknownCapability(this.clock);
  /** How long a request has. */
  deadlineMs = 60_000;
  /** Of every request. */
  signal = new AbortController().signal;
  /** Why the caller's consents cannot be read. */
  failConsents: Error | undefined;
  /** Whether the store never tells the caller's consents. */
  hangConsents = false;
  caller = caller();
  /** Whether the app may read `raw`. */
  allowRawPayload = false;
  consents: readonly Consent[] = [activeConsent("c-1")];
  /** The banks, where they are others than Maple and Liberty with one way each. */
  banks: DataProviders | undefined;
  /** What all answers of the bank count as: nothing is kept if left out. */
  kept: UpstreamTally["kept"];
  maxAgeSeconds: number | undefined;
  /** Copies rows of lists; `run` shows an empty list in their place. */
  rowProjections: RowProjections | undefined;

  #unsupported: ReadonlySet<FdxResource> = new Set();

  private constructor(
    readonly server: ApolloServer<GraphContext>,
    readonly bank: Bank,
  ) {}

  static over(server: ApolloServer<GraphContext>): GraphWorld;
  static over<Bank extends TestBank>(server: ApolloServer<GraphContext>, bank: Bank): GraphWorld<Bank>;
  static over(
    server: ApolloServer<GraphContext>,
    bank: TestBank = new FakeDataProvider(),
  ): GraphWorld<TestBank> {
    return new GraphWorld(server, bank);
  }

  /** Runs one operation in a request of its own. */
  async run(query: string, variables: Record<string, unknown> = {}, extensions = {}): Promise<GraphAnswer> {
    const contextValue = this.context();
    const request = query === "" ? { extensions } : { query, variables, extensions };
    const { body, http } = await this.server.executeOperation(request, { contextValue });
    if (body.kind !== "single") throw new Error("an answer in parts");
    const answer = JSON.parse(JSON.stringify(body.singleResult)) as Partial<GraphAnswer>;
    const { data, errors, extensions: told } = answer;
    return { data, errors: errors ?? [], extensions: told, status: http.status };
  }

  /** Declares what neither provider serves. */
  declare(...unsupported: readonly FdxResource[]): void {
    this.#unsupported = new Set(unsupported);
    this.capability = new ProviderCapability({ unsupported: this.#unsupported }, this.clock);
  }

  accountId(accountId: string, consentId = "c-1"): string {
    const consent = activeConsent(consentId);
    return this.ids.encode(caller(), { kind: "account", consentId: consent.id, parts: [accountId] });
  }

  async #listConsents(): Promise<Consent[]> {
    if (this.hangConsents) return new Promise(() => undefined);
    if (this.failConsents !== undefined) throw this.failConsents;
    return [...this.consents];
  }

  #usualBanks(): DataProviders {
    return directoryOf(
      [MAPLE, LIBERTY].map((id) =>
        providerProfile(id, {
          fdxVersion: this.fdxVersions.get(id) ?? "6.4",
          unsupported: this.#unsupported,
        }),
      ),
    );
  }

  #upstream(): UpstreamTally {
    const { bank, kept } = this;
    return {
      get made() {
        return bank.calls.length;
      },
      ...{ cached: 0, kept },
    };
  }

  /** Of one request. */
  context(): GraphContext {
    return createGraphContext({
      caller: { ...this.caller, app: { ...this.caller.app, allowRawPayload: this.allowRawPayload } },
      ...{ clock: this.clock, ids: this.ids, loaders: loadersOver(this.bank, this.capability) },
      consents: Object.assign(new Consents({} as ConsentsParts), { list: () => this.#listConsents() }),
      rowProjections: this.rowProjections,
      dataProviders: this.banks ?? this.#usualBanks(),
      capabilityOf: () => this.capability.reportForApps(),
      audit: this.audits.audit,
      report: (failure, at) => this.reports.push([failure, at]),
      ...{ upstream: this.#upstream(), maxAgeSeconds: this.maxAgeSeconds },
      renewalUrlOf: ({ id }) => `https://gateway.test/consents/renew/${id}`,
      ...{ signal: this.signal, deadline: Deadline.after(this.deadlineMs) },
    });
  }
}
