import { Closers } from "../core/closers.js";
import type * as devIdentity from "../sandbox/dev-identity.js";
import type * as sandboxBank from "../sandbox/sandbox-bank.js";

/** Everything outside the gateway, on this machine: banks, and the app's identity provider. */
export interface SandboxWorld {
  readonly banks: readonly {
    readonly id: SandboxBankId;
    readonly country: string;
    readonly bank: sandboxBank.SandboxBank;
  }[];
  readonly identity: devIdentity.DevIdentity;
  close(): Promise<void>;
}

type SandboxBankId = keyof typeof COUNTRIES;

export interface SandboxWorldOptions {
  /** Where the gateway's browsers-facing address is; the redirect URIs are made from it. */
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the first listener; the others take the next ones. 0 takes free ones. */
  readonly firstPort: number;
  /** Names of banks, with commas between; default the two usual ones. */
  readonly banks?: string | undefined;
  /** Keeps the banks' grants over a restart. */
  readonly stateFolder?: string;
}

const COUNTRIES = { maple: "CA", liberty: "US", sparse: "CA", full: "US" } as const;
const USUAL_BANKS = "maple,liberty";

/** The sandbox needs packages that a production install leaves out, so it is loaded only when asked for. */
export async function startSandboxWorld(options: SandboxWorldOptions): Promise<SandboxWorld> {
  const { startSandboxBank, startDevIdentity } = await loadSandbox();
  const closers = new Closers();
  const port = (index: number): number => (options.firstPort === 0 ? 0 : options.firstPort + index);
  const ids = bankIds(options.banks ?? USUAL_BANKS);
  const banks: { id: SandboxBankId; country: string; bank: sandboxBank.SandboxBank }[] = [];
  try {
    for (const [index, id] of ids.entries()) {
      const bank = await startSandboxBank({
        bank: id,
        port: port(index),
        recipient: recipientOf(options, id),
        ...(options.stateFolder === undefined ? {} : { stateFile: `${options.stateFolder}/${id}.json` }),
      });
      closers.add(() => bank.close());
      banks.push({ id, country: COUNTRIES[id], bank });
    }
    const identity = await startDevIdentity({ port: port(ids.length) });
    closers.add(() => identity.close());
    return { banks, identity, close: () => closers.close() };
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

function bankIds(names: string): readonly SandboxBankId[] {
  const ids = names.split(",").map((name) => name.trim());
  const isKnown = (id: string): id is SandboxBankId => Object.hasOwn(COUNTRIES, id);
  if (ids.every(isKnown) && new Set(ids).size === ids.length) return ids;
  throw new Error(`SANDBOX_BANKS is some of ${Object.keys(COUNTRIES).join(", ")}, with commas between.`);
}

function recipientOf(options: SandboxWorldOptions, id: SandboxBankId): sandboxBank.RecipientClient {
  return {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    name: "Example Budget App",
    redirectUris: [new URL(`/oauth/callback/${id}`, options.gatewayUrl).href],
  };
}

/** The modules' types, without loading them. */
type Sandbox = typeof sandboxBank & typeof devIdentity;

async function loadSandbox(): Promise<Pick<Sandbox, "startSandboxBank" | "startDevIdentity">> {
  try {
    const { startSandboxBank } = await import("../sandbox/sandbox-bank.js");
    const { startDevIdentity } = await import("../sandbox/dev-identity.js");
    return { startSandboxBank, startDevIdentity };
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
    if (!missing) throw cause;
    throw new Error(
      "The sandbox is not part of a production install: run `npm ci` with development packages.",
      {
        cause,
      },
    );
  }
}
