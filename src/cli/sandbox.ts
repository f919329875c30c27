import { join, resolve } from "node:path";
import { Closers } from "../core/closers.js";
import { devSecrets } from "./dev-secrets.js";
import { startSandboxWorld } from "./start-sandbox.js";
import { closeOnSignal } from "./until-signal.js";

const STOP_LIMIT_MS = 10_000;

/**
 * `fdx-gateway sandbox`: the banks and the app's identity provider alone, for a gateway that runs elsewhere on this
 * machine. GATEWAY_URL, PORT, SANDBOX_BANKS and DATA_FOLDER may be set. Prints what the gateway must be told, as JSON.
 */
export async function runSandbox(environment: Readonly<Record<string, string>>): Promise<void> {
  const folder = resolve(environment["DATA_FOLDER"] ?? ".data");
  const { clientSecret } = devSecrets(folder);
  const world = await startSandboxWorld({
    gatewayUrl: environment["GATEWAY_URL"] ?? "http://127.0.0.1:4000",
    clientId: "fdx-gateway-dev",
    clientSecret,
    firstPort: Number(environment["PORT"] ?? 4001),
    stateFolder: join(folder, "sandbox"),
    banks: environment["SANDBOX_BANKS"],
  });
  const closers = new Closers();
  closers.add(() => world.close());
  closeOnSignal(closers, STOP_LIMIT_MS);
  const banks = world.banks.map(({ id, bank }) => {
    const { name, issuer, fdxBaseUrl, fdxV5BaseUrl, controlUrl } = bank;
    return { id, name, issuer, fdxBaseUrl, fdxV5BaseUrl, controlUrl };
  });
  const { issuer, jwksUri } = world.identity;
  const { outbound, connect } = world.flinks;
  const { recipientId, partnerId, customerId } = world.flinks.client;
  const flinks = {
    outbound: { recipientId, partnerId, origin: outbound.origin, dataOrigin: outbound.dataOrigin },
    connect: { customerId, apiOrigin: connect.apiOrigin, widgetOrigin: connect.widgetOrigin },
  };
  process.stdout.write(`${JSON.stringify({ banks, identity: { issuer, jwksUri }, flinks }, null, 2)}\n`);
}
