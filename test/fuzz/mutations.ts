import { FDX_OUTCOMES } from "../../src/providers/fdx/fdx-outcomes.js";
import type { Random } from "../../src/sandbox/seed/random.js";
import { type BankAnswer, type BankCase, PACKINGS, type Place, PLACES } from "./bank-case.js";
import { mutateBytes } from "./mutate-bytes.js";
import { mutateJson } from "./mutate-json.js";
import { ODD_BODIES, ODD_HEADERS, ODD_PAGING, ODD_STATUSES } from "./odd-values.js";
import { type ViewName, VIEW_NAMES } from "./operations.js";
import { pickOf } from "./pick.js";

/** Larger bodies only take time: the limit of an answer has a test of its own. */
const MAX_BODY = 300_000;
const MAX_PAGES = 6;

type Mutation = (answer: BankAnswer, random: Random) => BankAnswer;

/** The more often a name stands here, the more often it is done. */
const MUTATIONS: readonly Mutation[] = [
  ...Array.from({ length: 8 }, () => withBody(mutateJson)),
  ...Array.from({ length: 4 }, () => withBody(mutateBytes)),
  withBody(withPaging),
  withBody(withPaging),
  withBody((_, random) => Buffer.from(pickOf(ODD_BODIES, random))),
  (answer, random) => ({ ...answer, status: pickOf(ODD_STATUSES, random) }),
  (answer, random) => ({
    ...answer,
    status: pickOf(ODD_STATUSES, random),
    body: Buffer.from(pickOf(ODD_BODIES, random)),
  }),
  (answer, random) => {
    const [name, value] = pickOf(ODD_HEADERS, random);
    return { ...answer, headers: { ...answer.headers, [name]: value } };
  },
  packedOrBroken,
  refused,
];

/** @returns the input with one thing changed at one place that its view asks for. */
export function mutate(bankCase: BankCase, random: Random): BankCase {
  const place = pickOf(PLACES_OF[bankCase.view], random);
  const list = bankCase.answers[place];
  const turn = random.integer(0, list.length - 1);
  const answer = list[turn];
  if (answer === undefined || random.chance(0.1)) return withPages(bankCase, place, random);
  const changed = pickOf(MUTATIONS, random)(answer, random);
  return withAnswers(
    bankCase,
    place,
    list.map((old, index) => (index === turn ? small(changed, old) : old)),
  );
}

/** @returns one input with some of the other's answers in place of its own. */
export function splice(one: BankCase, other: BankCase, random: Random): BankCase {
  const places = PLACES.filter(() => random.chance(0.4));
  const taken = Object.fromEntries(places.map((place) => [place, other.answers[place]]));
  return { view: one.view, answers: { ...one.answers, ...taken } };
}

/** The answers a view comes to see, those that most depends on first of all. */
const PLACES_OF: Readonly<Record<ViewName, readonly Place[]>> = {
  accounts: ["accounts"],
  holdings: ["accounts"],
  parts: [
    ...(["accounts", "contact", "paymentNetworks", "assetTransferNetworks"] as const),
    ...(["rewardProgram", "rewardCategories"] as const),
  ],
  statements: ["accounts", "statements", "statements", "statement"],
  transactions: ["accounts", "transactions", "transactions", "transactions"],
  people: ["customer", "customers", "rewardPrograms", "rewardCategories"],
  byId: ["accounts", "account"],
};

export function withView(bankCase: BankCase, random: Random): BankCase {
  return { ...bankCase, view: pickOf(VIEW_NAMES, random) };
}

/** A page more, a page less, or the pages in another order. */
function withPages(bankCase: BankCase, place: Place, random: Random): BankCase {
  const list = [...bankCase.answers[place]];
  const page = list[random.integer(0, list.length - 1)];
  if (page === undefined || (random.chance(0.4) && list.length > 1))
    list.splice(random.integer(0, list.length - 1), 1);
  else if (list.length < MAX_PAGES) list.splice(random.integer(0, list.length), 0, page);
  return withAnswers(bankCase, place, list);
}

function withAnswers({ view, answers }: BankCase, place: Place, list: readonly BankAnswer[]): BankCase {
  return { view, answers: { ...answers, [place]: list } };
}

function withBody(change: (body: Buffer, random: Random) => Buffer): Mutation {
  return (answer, random) => ({ ...answer, body: change(answer.body, random) });
}

function withPaging(body: Buffer, random: Random): Buffer {
  const text = body.toString("utf8");
  const member = `"${random.pick(["page", "links"])}":${pickOf(ODD_PAGING, random)}`;
  // In front and behind: of a name that comes twice the last one counts.
  return Buffer.from(
    random.chance(0.5) ? text.replace(/^\{/, () => `{${member},`) : text.replace(/\}$/, () => `,${member}}`),
  );
}

function packedOrBroken(answer: BankAnswer, random: Random): BankAnswer {
  if (random.chance(0.4)) return { ...answer, breaksAfter: random.integer(-1, answer.body.length) };
  const packing = pickOf(PACKINGS, random);
  if (random.chance(0.3)) return { ...answer, packing };
  const header =
    packing === "utf16"
      ? { "content-type": "application/json; charset=utf-16le" }
      : { "content-encoding": packing };
  return { ...answer, packing, headers: { ...answer.headers, ...header } };
}

/** As FDX says it: a code of its own, with a status it is known to come with. */
function refused(answer: BankAnswer, random: Random): BankAnswer {
  // What 602 means takes more looking into than all others.
  const [code, statuses] = random.chance(0.4) ? (["602", [401, 403]] as const) : pickOf(FDX_OUTCOMES, random);
  const status = statuses === "any" ? 422 : pickOf(statuses, random);
  return { ...answer, status, body: Buffer.from(JSON.stringify({ code, message: "§" })) };
}

function small(changed: BankAnswer, old: BankAnswer): BankAnswer {
  return changed.body.length > MAX_BODY ? old : changed;
}
