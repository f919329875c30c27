import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataAccess, openDataAccess } from "../../src/app/data-access.js";
import { openFoundations } from "../../src/app/foundations.js";
import type { GatewayConfig } from "../../src/config/gateway-config.js";
import { isActive, referenceOf } from "../../src/consents/consent.js";
import { Closers } from "../../src/core/closers.js";
import { ConsentId } from "../../src/core/ids.js";
import { createLogger } from "../../src/telemetry/logger.js";

/** Refreshes tokens beside a gateway, over its store and at its banks, whether or not they have run out. */
export class TokenRenewer {
  readonly #closers: Closers;
  readonly #access: DataAccess;

  private constructor(closers: Closers, access: DataAccess) {
    this.#closers = closers;
    this.#access = access;
  }

  static async open(config: GatewayConfig): Promise<TokenRenewer> {
    const closers = new Closers();
    // What it keeps for a crash must not be taken for the gateway's.
    const dataFolder = mkdtempSync(join(tmpdir(), "fdxgw-renewer-"));
    closers.add(() => {
      rmSync(dataFolder, { recursive: true });
    });
    const outside = { logger: createLogger("silent"), audit: () => undefined };
    const ground = await openFoundations(config, outside, closers);
    return new TokenRenewer(closers, await openDataAccess({ ...config, dataFolder }, ground, closers));
  }

  /** Refreshes the tokens of every active consent once. @returns how many there are. */
  async renewAll(): Promise<number> {
    const { ground, repository, tokens } = this.#access;
    let renewed = 0;
    for await (const id of ground.store.ids("consent")) {
      const consent = await repository.find(ConsentId(id));
      if (consent === undefined || !isActive(consent)) continue;
      await tokens.manager.renew(referenceOf(consent), Date.now());
      renewed += 1;
    }
    return renewed;
  }

  close(): Promise<void> {
    return this.#closers.close();
  }
}
