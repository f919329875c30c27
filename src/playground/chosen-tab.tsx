import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

/**
 * Shows the chosen tab once the editors are drawn. GraphiQL hands them a document when its tab is chosen: a tab that was chosen
 * before they were there would be marked as chosen, beside the document of another one.
 */
export function ChosenTab(): null {
  const activeTabIndex = useGraphiQL((state) => state.activeTabIndex);
  const isDrawn = useGraphiQL(
    ({ queryEditor, variableEditor, responseEditor }) =>
      queryEditor !== undefined && variableEditor !== undefined && responseEditor !== undefined,
  );
  const actions = useGraphiQLActions();
  useEffect(() => {
    if (isDrawn) actions.changeTab(activeTabIndex);
    // When they are drawn, and not at each choice: GraphiQL does that.
  }, [isDrawn]);
  return null;
}
