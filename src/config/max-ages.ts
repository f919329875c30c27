import { z } from "zod";
import { DATA_CLUSTERS, type DataCluster } from "../core/data-cluster.js";

export type MaxAges = Readonly<Partial<Record<DataCluster, number>>>;

const ENTRY = /^([A-Z_]+)=(\d{1,6})$/;

/** For example `TRANSACTIONS=60,ACCOUNT_BASIC=30`: seconds, by data cluster. */
export const maxAges = z.string().transform((text, context): MaxAges => {
  const ages: Partial<Record<DataCluster, number>> = {};
  for (const part of text.split(",")) {
    const [, name, seconds] = ENTRY.exec(part.trim()) ?? [];
    const cluster = DATA_CLUSTERS.find((each) => each === name);
    if (cluster === undefined) {
      context.addIssue({ code: "custom", message: "must be data clusters with seconds: NAME=60,NAME=30" });
      return z.NEVER;
    }
    ages[cluster] = Number(seconds);
  }
  return ages;
});
