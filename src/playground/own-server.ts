import { PlainError } from "./plain-error.js";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly country: string;
}

/** One file of `schema/operations`; it becomes a tab. */
export interface ExampleOperation {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
}

/** What `src/http/playground.ts` tells the page. `people` is null outside dev mode. */
export interface PlaygroundConfig {
  readonly graphqlPath: string;
  readonly operations: readonly ExampleOperation[];
  readonly people: readonly Person[] | null;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends one request to the gateway and reads the JSON it answers with, whatever the status. */
async function exchange(path: string, init: RequestInit = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new PlainError("The gateway cannot be reached. Is it running?");
  }
  try {
    return { status: response.status, body: (await response.json()) as unknown };
  } catch {
    throw new PlainError(`The gateway answered ${response.status} with something that is not JSON.`);
  }
}

/** Sends JSON and reads JSON. */
export async function post(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return exchange(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

export async function loadConfig(): Promise<PlaygroundConfig> {
  const { status, body } = await exchange("/playground/config.json");
  if (status !== 200) throw new PlainError(`The gateway answered ${status} when asked for its settings.`);
  return body as PlaygroundConfig;
}

/** Asks the dev sign-in for an access token of one of the sandbox people. */
export async function mintAccessToken(personId: string): Promise<string> {
  const { status, body } = await post("/playground/sign-in", { personId });
  if (status !== 200) throw new PlainError(`Signing in failed: the gateway answered ${status}.`);
  return (body as { accessToken: string }).accessToken;
}
