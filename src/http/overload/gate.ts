import type { IncomingMessage, ServerResponse } from "node:http";
import { ClaimedApps } from "../../auth/claimed-app.js";
import { type Admission, NO_APP } from "./admission.js";
import { refuse } from "./refusal.js";
import { RevokeLane } from "./revoke-lane.js";

export interface GateParts {
  readonly admission: Admission;
  /** Ids of the registered apps. */
  readonly appIds: ReadonlySet<string>;
}

/**
 * Stands before everything else that costs anything: the framework, the token's signature, the body. Only GraphQL
 * operations come here; health checks, callbacks and webhooks pass by.
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #claimed = new ClaimedApps();
  readonly #lane = new RevokeLane();

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Calls `next`, at once or, with the body, when it had to see what that is; or answers OVERLOADED. */
  pass(request: IncomingMessage, response: ServerResponse, next: (body?: Buffer) => void): void {
    const { admission } = this.#parts;
    const appId = this.#appOf(request);
    if (admission.enter(appId)) {
      response.on("close", () => {
        admission.leave(appId);
      });
      next();
    } else if (this.#lane.mayRead(request)) {
      this.#lane.read(request, (body) => {
        if (body === undefined) refuse(request, response);
        else this.#passByLane(response, body, next);
      });
    } else refuse(request, response);
  }

  #passByLane(response: ServerResponse, body: Buffer, next: (body: Buffer) => void): void {
    response.on("close", () => {
      this.#lane.leave();
    });
    next(body);
  }

  #appOf({ headers }: IncomingMessage): string {
    const claimed = this.#claimed.of(headers.authorization) ?? NO_APP;
    return this.#parts.appIds.has(claimed) ? claimed : NO_APP;
  }
}
