import type { CompiledProjection } from "./compiled-projection.js";

/** The answer's share of one provider body. Nothing in it is a view of memory that is used again. */
export interface Projected {
  /** JSON text of the array: `[{"id":…},…]`. */
  readonly json: Buffer;
  readonly rowCount: number;
  /**
   * Where null was written: pairs of a row's index and a field's position. Fields are counted depth first from 0, an
   * object before its own; a missing object is one null.
   */
  readonly nulls: Uint32Array;
  /** JSON text of the body, with an empty list: what stands beside the rows, for example `page` and `links`. */
  readonly rest: Buffer;
}

/** Turns a provider's bytes into an answer's, without building objects. */
export interface Projector {
  /**
   * @param body JSON of the provider. Not kept.
   * @param slots the texts that the projection's slots stand for.
   * @returns `undefined` for anything unusual, right or wrong: the caller then takes the ordinary way, which finds out.
   */
  project(body: Uint8Array, projection: CompiledProjection, slots: readonly string[]): Projected | undefined;
}
