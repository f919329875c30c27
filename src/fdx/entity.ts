import type { DataCluster } from "../core/data-cluster.js";

/**
 * The FDX version a field exists since: "5.2" stands for that and older ones, "6" for a minor version that is not
 * known. What is no field of FDX is the gateway's own.
 */
type Since = "5.2" | "6" | "6.0" | "6.2" | "6.3" | "6.4" | "gateway";

interface FieldNotes {
  /** Why clients should not read it any more. */
  readonly deprecated?: string;
  /** The data cluster it needs, where that is not its entity's. */
  readonly cluster?: DataCluster;
}

/**
 * One row of a field table. The type is written as in GraphQL: the name of a scalar, an enum or another table, in
 * brackets for a list, with `!` for what is never null (the gateway's own fields only).
 */
export type FdxField = readonly [type: string, since: Since, description: string, notes?: FieldNotes];

/**
 * One FDX entity, written down here and nowhere else: the GraphQL types, the readers and docs/fdx-coverage.md come from
 * it. Names are FDX's, so that a provider's record is read without code; descriptions are our own.
 */
export interface FdxEntity {
  /** The name of the GraphQL type. */
  readonly name: string;
  /** FDX's name, where it is another one. */
  readonly fdxName?: string;
  /** `shared` is the rows others have in common, and no type of its own. An object type if left out. */
  readonly kind?: "interface" | "union" | "shared";
  /** The entity whose rows this one has too, or the union it is a member of. */
  readonly extends?: string;
  /** Of an interface or union: the member of the record that tells its kinds apart. */
  readonly tellBy?: string;
  /** The value of the base's `tellBy` that means this entity. */
  readonly when?: string;
  /** Whether it stands for every value that no other one has, so that nothing a provider sends is dropped. */
  readonly otherwise?: boolean;
  /** The data cluster its fields belong to, if not that of the entity it is a part of. */
  readonly cluster?: DataCluster;
  readonly description: string;
  readonly fields: Readonly<Record<string, FdxField>>;
}
