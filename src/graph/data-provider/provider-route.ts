import { registerEnumType } from "type-graphql";
import type { DataSource, ProviderWay } from "../../core/data-provider-info.js";

/** The ways to a bank's data. */
export const ProviderRoute = { FDX: "FDX", OUTBOUND: "OUTBOUND", CONNECT: "CONNECT" } as const;

export type ProviderRoute = keyof typeof ProviderRoute;

registerEnumType(ProviderRoute, {
  name: "ProviderRoute",
  description: "A way to a bank's data.",
  valuesConfig: {
    FDX: { description: "The bank's own FDX API." },
    OUTBOUND: { description: "Flinks Outbound, Flinks' open-banking API in front of the bank." },
    CONNECT: {
      description: "Flinks Connect, for banks without an open-banking API: snapshots, some hours old.",
    },
  },
});

const ROUTES: Readonly<Record<DataSource, ProviderRoute>> = {
  FDX: "FDX",
  FLINKS_OUTBOUND: "OUTBOUND",
  FLINKS_CONNECT: "CONNECT",
};

export function routeOf(way: ProviderWay): ProviderRoute;
export function routeOf(way: ProviderWay | undefined): ProviderRoute | null;
export function routeOf(way: ProviderWay | undefined): ProviderRoute | null {
  return way === undefined ? null : ROUTES[way.source];
}
