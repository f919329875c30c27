import type { Path } from "../shown-rows.js";

/** A list of the answer that is written already. While graphql-js works, an empty one stands in its place. */
export interface RawList {
  readonly path: Path;
  /** JSON text. */
  readonly json: Buffer;
}
