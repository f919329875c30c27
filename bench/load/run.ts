import type { LoadJob } from "../messages.js";
import { serveParent } from "../parent-channel.js";
import { closedLoop } from "./closed-loop.js";
import { heldRequests } from "./held-requests.js";
import { openLoop } from "./open-loop.js";
import { walkLoad } from "./walk.js";

/** Sends load, in a process of its own, so that its work is not counted as the server's. */
async function run(job: LoadJob): Promise<unknown> {
  switch (job.kind) {
    case "closed":
      return closedLoop(job);
    case "open":
      return openLoop(job);
    case "held":
      return heldRequests(job);
    case "walk":
      return walkLoad(job);
  }
}

serveParent("", (job) => run(job as LoadJob));
