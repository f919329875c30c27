import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphContext } from "../context.js";
import { explainNulls } from "./explain-nulls.js";

/** `extensions.nulls`: why there is nothing, for every null in the data of banks; left out where there is none. */
export function reportNulls(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== "single") return;
          const { singleResult } = response.body;
          const { data, errors = [] } = singleResult;
          if (data === undefined) return;
          const nulls = await explainNulls(contextValue, { data, errors });
          if (nulls.length > 0) singleResult.extensions = { ...singleResult.extensions, nulls };
        },
      };
    },
  };
}
