import type { Closers } from "../../src/core/closers.js";
import type { Child } from "../child.js";
import type { AppIdentity } from "./app-identity.js";
import type { Target } from "./target.js";

/** Every server that can be measured, in the order of the table. */
export const CONTENDER_NAMES = [
  ...(["gateway", "gateway-ordinary", "gateway-cached", "proxy", "constant"] as const),
  ...(["apollo", "mercurius", "tailcall", "hive-gateway"] as const),
] as const;
export type ContenderName = (typeof CONTENDER_NAMES)[number];

/** What a server under test is started with. */
export interface Surroundings {
  /** Origin of the bank. */
  readonly upstreamUrl: string;
  readonly identity: AppIdentity;
  /** Of every pool to the bank that can be told. */
  readonly bankConnections: number;
  /** V8's, for the gateway and for what is written by hand beside it. */
  readonly v8Flags: readonly string[];
  /** Takes what must be stopped or deleted. */
  readonly closers: Closers;
}

/** A server under test that runs. */
export interface Started {
  readonly child: Child;
  readonly target: Target;
}

/** Hands a starting process to `closers` as soon as it runs. */
export async function kept<Running extends { readonly child: Child }>(
  starting: Promise<Running>,
  closers: Closers,
): Promise<Running> {
  const running = await starting;
  closers.add(() => running.child.stop());
  return running;
}
