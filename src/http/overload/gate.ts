import type { IncomingMessage, ServerResponse } from "node:http";
import { claimedAppId } from "../../auth/claimed-app.js";
import { isGraphQLPath } from "../graphql-path.js";
import { type Admission, NO_APP } from "./admission.js";
import { refuse } from "./refusal.js";
import { RevokeLane } from "./revoke-lane.js";

export interface GateParts {
  readonly admission: Admission;
  /** Ids of the registered apps. */
  readonly appIds: ReadonlySet<string>;
}

/**
 * Stands before everything else that costs anything: the framework, the token's signature, the body. Counts GraphQL
 * operations alone; health checks, callbacks and webhooks pass by.
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #lane = new RevokeLane();
  readonly #bodies = new WeakMap<IncomingMessage, Buffer>();

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Calls `next`, at once or when it has seen what the body is, or answers OVERLOADED. */
  pass(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    if (request.method !== "POST" || !isGraphQLPath(request.url)) {
      next();
      return;
    }
    const { admission } = this.#parts;
    const appId = this.#appOf(request);
    if (admission.enter(appId)) {
      response.once("close", () => {
        admission.leave(appId);
      });
      next();
    } else if (this.#lane.mayRead(request)) void this.#passByLane(request, response, next);
    else refuse(request, response);
  }

  /** The body, if it had to be read to let the request in. */
  bodyOf(request: IncomingMessage): Buffer | undefined {
    return this.#bodies.get(request);
  }

  async #passByLane(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
    const body = await this.#lane.enter(request);
    if (body === undefined) {
      refuse(request, response);
      return;
    }
    response.once("close", () => {
      this.#lane.leave();
    });
    this.#bodies.set(request, body);
    next();
  }

  #appOf({ headers }: IncomingMessage): string {
    const claimed = claimedAppId(headers.authorization) ?? NO_APP;
    return this.#parts.appIds.has(claimed) ? claimed : NO_APP;
  }
}
