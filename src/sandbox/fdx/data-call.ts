import type { Access } from "./access.js";
import type { Query } from "./query.js";

/** What an answer is made from. */
export interface DataCall {
  readonly access: Access;
  readonly query: Query;
  /** The address of the call, without its query. */
  readonly url: string;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly accept: string | undefined;
}
