import { Closers } from "../core/closers.js";
import type * as devIdentity from "../sandbox/dev-identity.js";
import type * as flinksConnect from "../sandbox/flinks-connect/flinks-connect-sandbox.js";
import type * as flinksOutbound from "../sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import type * as sandboxBank from "../sandbox/sandbox-bank.js";

/** Everything outside the gateway, on this machine: banks, and the app's identity provider. */
export interface SandboxWorld {
  readonly banks: readonly {
    readonly id: SandboxBankId;
    readonly country: string;
    readonly bank: sandboxBank.SandboxBank;
  }[];
  readonly identity: devIdentity.DevIdentity;
  readonly flinks: FlinksSandboxes;
  close(): Promise<void>;
}

/** Both products of Flinks, and what a client of theirs must know. */
interface FlinksSandboxes {
  readonly outbound: flinksOutbound.FlinksOutboundSandbox;
  readonly connect: flinksConnect.FlinksConnectSandbox;
  readonly client: FlinksClient;
}

/** Credentials of the sandbox, made for this machine. */
interface FlinksClient {
  readonly recipientId: string;
  readonly partnerId: string;
  /** Of recipient and partner, and every key of Connect's. */
  readonly secret: string;
  /** Connect's; a UUID. */
  readonly customerId: string;
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
/** The forms of Flinks' own: the documented customer of its shared sandbox, a recipient's id of the documentation. */
const FLINKS_CLIENT = {
  recipientId: "dc-7tf8aijpjqofl3uxppi136ldc",
  partnerId: "partner",
  customerId: "43387ca6-0391-4c82-857d-70d95f087ecb",
};
/** A registration takes a person at Flinks days; a developer should see it happen. */
const APPROVAL_MS = 10_000;
/** A reading at Connect takes a while, so that developers meet its 202. */
const PROCESSING_MS = 3000;

/** The sandbox needs packages that a production install leaves out, so it is loaded only when asked for. */
export async function startSandboxWorld(options: SandboxWorldOptions): Promise<SandboxWorld> {
  const sandbox = await loadSandbox();
  const { startSandboxBank, startDevIdentity } = sandbox;
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
    const flinks = await startFlinks(sandbox, options, port(ids.length + 1));
    closers.add(() => flinks.outbound.close());
    closers.add(() => flinks.connect.close());
    return { banks, identity, flinks, close: () => closers.close() };
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

/** Four listeners, so four ports: Outbound's two hosts, and Connect's two. */
async function startFlinks(
  { startFlinksOutboundSandbox, startFlinksConnectSandbox }: Sandbox,
  { gatewayUrl, clientSecret, stateFolder }: SandboxWorldOptions,
  firstPort: number,
): Promise<FlinksSandboxes> {
  const client = { ...FLINKS_CLIENT, secret: clientSecret };
  const portAt = (index: number): number => (firstPort === 0 ? 0 : firstPort + index);
  const stateFile = (name: string): { stateFile?: string } =>
    stateFolder === undefined ? {} : { stateFile: `${stateFolder}/${name}.json` };
  const outbound = await startFlinksOutboundSandbox({
    ...{ port: portAt(0), dataPort: portAt(1), ...stateFile("flinks-outbound") },
    recipient: {
      ...{ clientId: client.recipientId, clientSecret, name: "Example Budget App" },
      redirectUris: [new URL("/oauth/callback/flinks-outbound", gatewayUrl).href],
    },
    partner: { clientId: client.partnerId, clientSecret },
    approveAfterMs: APPROVAL_MS,
  });
  const connect = await startFlinksConnectSandbox({
    ...{ port: portAt(2), ...stateFile("flinks-connect"), customerId: client.customerId },
    ...{ secretKey: clientSecret, apiKey: clientSecret, redirectOrigins: [new URL(gatewayUrl).origin] },
    webhook: { url: new URL("/webhooks/flinks-connect", gatewayUrl).href, secret: clientSecret },
    processingMs: PROCESSING_MS,
  });
  return { outbound, connect, client };
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
type Sandbox = Pick<typeof sandboxBank, "startSandboxBank"> &
  Pick<typeof devIdentity, "startDevIdentity"> &
  Pick<typeof flinksOutbound, "startFlinksOutboundSandbox"> &
  Pick<typeof flinksConnect, "startFlinksConnectSandbox">;

async function loadSandbox(): Promise<Sandbox> {
  try {
    const { startSandboxBank } = await import("../sandbox/sandbox-bank.js");
    const { startDevIdentity } = await import("../sandbox/dev-identity.js");
    const { startFlinksOutboundSandbox } =
      await import("../sandbox/flinks-outbound/flinks-outbound-sandbox.js");
    const { startFlinksConnectSandbox } = await import("../sandbox/flinks-connect/flinks-connect-sandbox.js");
    return { startSandboxBank, startDevIdentity, startFlinksOutboundSandbox, startFlinksConnectSandbox };
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
