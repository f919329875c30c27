import type { Availability } from "../control/availability.js";
import type { AuthorizeTokens } from "./authorize-tokens.js";
import type { ConnectBooks } from "./connect-books.js";
import type { ConnectCalls } from "./connect-calls.js";
import type { ConnectClock } from "./connect-clock.js";
import type { LiveReads } from "./live-reads.js";
import type { LoginRegister } from "./login-register.js";
import type { SessionRegister } from "./session-register.js";
import type { WebhookSender } from "./webhook-sender.js";
import type { WidgetVisits } from "./widget-visit.js";

/** What the routes of this face work with. */
export interface ConnectParts {
  readonly customerId: string;
  readonly secretKey: string;
  readonly apiKey: string;
  /** Undefined lets the widget send the browser anywhere. */
  readonly redirectOrigins: readonly string[] | undefined;
  readonly clock: ConnectClock;
  readonly books: ConnectBooks;
  readonly tokens: AuthorizeTokens;
  readonly logins: LoginRegister;
  readonly sessions: SessionRegister;
  readonly reads: LiveReads;
  readonly visits: WidgetVisits;
  readonly calls: ConnectCalls;
  readonly availability: Availability;
  readonly webhooks: WebhookSender | undefined;
}
