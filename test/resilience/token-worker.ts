import { createHash } from "node:crypto";
import { Banks } from "../../src/app/banks.js";
import { consentRecords } from "../../src/app/consent-records.js";
import { Flinks } from "../../src/app/flinks.js";
import { spoolFolderOf } from "../../src/app/courier.js";
import { Readiness } from "../../src/app/readiness.js";
import { openFoundations } from "../../src/app/foundations.js";
import {
  createTokenManagement,
  createVault,
  openTokenCalls,
  remoteCourier,
  type TokenCalls,
} from "../../src/app/token-parts.js";
import { readConfig } from "../../src/config/read-config.js";
import { Closers } from "../../src/core/closers.js";
import type { Secret } from "../../src/core/secret.js";
import type { AuthorizationServer } from "../../src/oauth/authorization-server.js";
import { createLogger } from "../../src/telemetry/logger.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import type { RefreshCourier } from "../../src/tokens/refresh-courier.js";
import type { TokenKeeper } from "../../src/tokens/token-keeper.js";
import type { TokenManager } from "../../src/tokens/token-manager.js";
import type { ReadAnswer, StatusAnswer, WorkerCommand } from "./worker-protocol.js";

/** One gateway process as far as tokens go: the gateway's own parts, put together as it does, without its HTTP side. */
export class TokenWorker {
  readonly #closers = new Closers();
  readonly #events: Record<string, number> = {};
  readonly #reauth: string[] = [];
  #stopAt: "before-send" | "after-answer" | undefined;
  #manager!: TokenManager;
  #keeper!: TokenKeeper;
  #local: TokenCalls | undefined;
  #check!: () => Promise<void>;

  static async start(environment: Readonly<Record<string, string>>): Promise<TokenWorker> {
    const worker = new TokenWorker();
    await worker.#open(environment);
    return worker;
  }

  async run(command: WorkerCommand): Promise<object> {
    switch (command.do) {
      case "read":
        return this.#read(command.references, command.times);
      case "renew":
        return this.#renew(command);
      case "round":
        await this.#keeper.round();
        return this.#keeper.census;
      case "status":
        return this.#status();
      case "stop-at":
        this.#stopAt = command.moment;
        return {};
    }
  }

  async close(): Promise<void> {
    await this.#manager.drain();
    await this.#closers.close();
  }

  async #open(environment: Readonly<Record<string, string>>): Promise<void> {
    const config = readConfig(environment);
    const logger = createLogger(config.logLevel);
    const audit = (event: string, facts: object): void => {
      this.#events[event] = (this.#events[event] ?? 0) + 1;
      logger.debug({ ...facts }, event);
    };
    const ground = await openFoundations(config, { logger, audit }, this.#closers);
    const vault = createVault(ground);
    const banks = this.#stoppable(
      new Banks(
        config,
        new Flinks(config, { ground, repository: consentRecords(ground) }, this.#closers),
        this.#closers,
      ),
    );
    const { tokenTimeoutMs } = config.upstream;
    const { socket } = config.courier;
    let courier: RefreshCourier;
    if (socket === undefined) {
      const spoolFolder = spoolFolderOf(config);
      this.#local = await openTokenCalls(
        { ground, vault, banks, spoolFolder, tokenTimeoutMs },
        this.#closers,
      );
      courier = this.#local.courier;
    } else courier = remoteCourier(socket, tokenTimeoutMs);
    const { manager, keeper } = createTokenManagement({
      ...{ ground, vault, banks, courier, tokenTimeoutMs },
      isActive: async () => true,
      onGrantRefused: async ({ consentId }, reason) => {
        this.#reauth.push(`${consentId} ${reason}`);
      },
    });
    this.#manager = manager;
    this.#keeper = keeper;
    const readiness = new Readiness([() => ground.store.check(), async () => this.#local?.spool.check()]);
    this.#check = () => readiness.check();
  }

  /** The one thing that is not the gateway's: a process that is stopped at a chosen moment. */
  #stoppable(banks: Banks): Banks {
    const stop = (moment: "before-send" | "after-answer"): void => {
      if (this.#stopAt !== moment) return;
      this.#stopAt = undefined;
      process.kill(process.pid, "SIGSTOP");
    };
    const wrap = (server: AuthorizationServer): AuthorizationServer => ({
      authorizationUrl: (request) => server.authorizationUrl(request),
      exchangeCode: (query, checks) => server.exchangeCode(query, checks),
      revoke: (token, consentId) => server.revoke(token, consentId),
      refresh: async (refreshToken, beforeSend) => {
        stop("before-send");
        const issued = await server.refresh(refreshToken, beforeSend);
        stop("after-answer");
        return issued;
      },
    });
    return {
      authorizationServerOf: (id: Parameters<Banks["authorizationServerOf"]>[0]) =>
        wrap(banks.authorizationServerOf(id)),
      tokenPolicyOf: (id: Parameters<Banks["tokenPolicyOf"]>[0]) => banks.tokenPolicyOf(id),
    } as unknown as Banks;
  }

  async #read(references: readonly ConsentReference[], times: number): Promise<ReadAnswer> {
    const tokens = new Set<string>();
    const errors: Record<string, number> = {};
    let given = 0;
    const readOne = async (reference: ConsentReference): Promise<void> => {
      try {
        tokens.add(fingerprint(await this.#manager.accessToken(reference)));
        given += 1;
      } catch (failure) {
        const code = codeOf(failure);
        errors[code] = (errors[code] ?? 0) + 1;
      }
    };
    const reads = references.flatMap((reference) => Array.from({ length: times }, () => readOne(reference)));
    await Promise.all(reads);
    return { tokens: [...tokens], given, errors };
  }

  async #renew({
    references,
    newerThan,
    atOnce,
  }: Extract<WorkerCommand, { readonly do: "renew" }>): Promise<ReadAnswer> {
    const errors: Record<string, number> = {};
    let given = 0;
    const queue = [...references];
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        try {
          await this.#manager.renew(next, newerThan);
          given += 1;
        } catch (failure) {
          const code = codeOf(failure);
          errors[code] = (errors[code] ?? 0) + 1;
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return { tokens: [], given, errors };
  }

  async #status(): Promise<StatusAnswer> {
    const ready = await this.#check().then(
      () => true,
      () => false,
    );
    const letters = this.#local?.outbox.status().letters ?? 0;
    const { count: unfinished } = this.#keeper.census;
    return { events: this.#events, letters, unfinished, reauth: this.#reauth, ready };
  }
}

function fingerprint(token: Secret): string {
  return createHash("sha256").update(token.reveal()).digest("hex").slice(0, 16);
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && "code" in failure ? String(failure.code) : "UNKNOWN";
}
