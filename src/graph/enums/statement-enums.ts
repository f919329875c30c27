import { openEnum } from "./open-enum.js";

export const DocumentStatus = openEnum("DocumentStatus", "Whether a document can be fetched.", {
  AVAILABLE: null,
  PROCESSING: "Being made; try again later.",
  FAILED: "Could not be made.",
});
