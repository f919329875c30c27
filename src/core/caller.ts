import type { IdHolder } from "./node-id.js";
import type { RegisteredApp } from "./registered-app.js";

/** Who is calling: a registered app on behalf of one end user. */
export interface Caller extends IdHolder {
  readonly app: RegisteredApp;
}
