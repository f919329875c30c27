import { request, type Dispatcher } from "undici";

/** What the person does in the Connect widget. */
export interface ConnectVisit {
  readonly username: string;
  readonly password: string;
  /** Default 14, Flinks Capital; not asked for when the widget was opened for one. */
  readonly institutionId?: number;
  /** What they answer to a security question; default: the right thing. */
  readonly answer?: string;
  /** Default `yes`; `cancel` leaves at the first page. */
  readonly decision?: "yes" | "no" | "cancel";
}

/** A page that the widget stays at. */
export class StillInWidget extends Error {
  override readonly name = "StillInWidget";
}

/** The documented answers of the test bank, by what the prompt speaks of. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/city/i, "Montreal"],
  [/country/i, "Canada"],
  [/shape/i, "Triangle"],
];
const HABITS = { institutionId: 14, decision: "yes", answer: undefined } as const;
const MAX_STEPS = 10;

/**
 * Goes through the widget, or the bank page of the direct variant, as a person's browser would, without a browser.
 * @returns the address the browser is sent to in the end; nothing is fetched from there.
 * @throws StillInWidget with the page's text when the widget refuses.
 */
export async function visitConnect(address: string, visit: ConnectVisit): Promise<string> {
  let page = await follow(await request(address), address);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (page.left !== undefined) return page.left;
    const form = answersTo(page, visit);
    const body = form.fields.toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    page = await follow(await request(form.address, { method: "POST", headers, body }), form.address);
  }
  throw new StillInWidget(`after ${String(MAX_STEPS)} pages`);
}

interface Page {
  readonly url: string;
  readonly body: string;
  /** Set when the widget sent the browser elsewhere. */
  readonly left?: string;
}

async function follow(answer: Dispatcher.ResponseData, url: string): Promise<Page> {
  const body = await answer.body.text();
  const { location } = answer.headers;
  if (typeof location !== "string") {
    if (answer.statusCode >= 400) throw new StillInWidget(`${String(answer.statusCode)}: ${body}`);
    return { url, body };
  }
  const target = new URL(location, url);
  // The direct variant begins at the API and goes on at the widget's origin: its pages tell the way.
  const isWidget = target.pathname.startsWith("/v2/visits/");
  return isWidget ? follow(await request(target), target.href) : { url, body, left: target.href };
}

function answersTo(
  { url, body }: Page,
  visit: ConnectVisit,
): { readonly address: string; readonly fields: URLSearchParams } {
  const { decision = "yes" } = visit;
  const step = decision === "cancel" ? "cancel" : (/\/v2\/visits\/[\w-]+\/(\w+)"/.exec(body)?.[1] ?? "");
  return {
    address: new URL(`${url}/${step}`).href,
    fields: new URLSearchParams(fieldsOf(step, body, visit)),
  };
}

function fieldsOf(step: string, body: string, visit: ConnectVisit): Record<string, string> {
  const { username, password, institutionId, answer, decision } = { ...HABITS, ...visit };
  if (step === "institution") return { institution: String(institutionId) };
  if (step === "login") return { username, password };
  if (step === "question") return { answer: answer ?? answerTo(body) };
  if (step === "consent") return { decision };
  if (step === "cancel") return {};
  throw new StillInWidget(`no form: ${body}`);
}

/** The documented answer to a prompt of the test bank. */
export function answerTo(prompt: string): string {
  const [, answer] = ANSWERS.find(([words]) => words.test(prompt)) ?? [];
  if (answer === undefined) throw new Error(`No answer to ${prompt}`);
  return answer;
}
