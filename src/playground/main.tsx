import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { setUpMonacoWorkers } from "./monaco-workers.js";
import { loadConfig } from "./own-server.js";
import { plainWords } from "./plain-error.js";
import { Session } from "./session.js";
import { markStyleElements } from "./style-nonce.js";

// Both must stand before anything of Monaco runs.
markStyleElements();
setUpMonacoWorkers();

const container = document.getElementById("playground");
if (container === null) throw new Error("index.html has no element with the id playground.");
const root = createRoot(container);

try {
  const config = await loadConfig();
  const session = new Session(config);
  root.render(<App config={config} session={session} />);
  await session.resume();
} catch (error) {
  // Without its settings the page would open GraphiQL with an empty tab and remember it: rather show no editor.
  root.render(
    <p className="bar" role="status">
      {plainWords(error)} Reload the page to try again.
    </p>,
  );
}
