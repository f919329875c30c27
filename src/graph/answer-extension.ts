import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from "@apollo/server";
import type { GraphContext } from "./context.js";

export type Answered = GraphQLRequestContextWillSendResponse<GraphContext>;

/**
 * Makes a plugin that tells something beside every answer of an operation that ran. What fails here is reported and left
 * out: it must not cost the answer.
 * @param tell returns `undefined` where there is nothing to tell.
 */
export function answerExtension(
  name: string,
  tell: (answered: Answered) => Promise<unknown>,
): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse(answered) {
          const { body } = answered.response;
          // Null is an answer as well: an operation that failed as a whole may have asked banks before.
          if (body.kind !== "single" || body.singleResult.data === undefined) return;
          try {
            const told = await tell(answered);
            if (told === undefined) return;
            body.singleResult.extensions = { ...body.singleResult.extensions, [name]: told };
          } catch (failure) {
            answered.contextValue.report(failure, `extensions.${name}`);
          }
        },
      };
    },
  };
}
