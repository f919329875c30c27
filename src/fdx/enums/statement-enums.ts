import { fdxEnum } from "../fdx-enum.js";

export const DocumentStatus = fdxEnum("DocumentStatus", "Whether a document can be fetched.", {
  AVAILABLE: null,
  PROCESSING: "Being made; try again later.",
  FAILED: "Could not be made.",
});
