import { type DataCluster } from "../../core/data-cluster.js";
import { type ErrorCode } from "../../core/error-codes.js";
import type { FdxResource } from "../../core/fdx-resource.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { Answer } from "../answer.js";
import type { FdxRecord, Page, ProviderCall } from "../data-provider.js";
import { isMissing } from "../fdx/dialect/plain-object.js";
import type { CheckLine } from "./check-report.js";
import { Findings } from "./findings.js";
import { type BodyFacts, type Expected, inspectBody } from "./inspect-body.js";

/** One thing to ask a provider for, and what is right for an answer. */
export interface Question extends Expected {
  readonly resource: FdxResource;
  readonly way?: string;
  /** Any one of these must be granted. */
  readonly clusters: readonly DataCluster[];
  /** Rows a page at most; without one none was asked for. */
  readonly limit?: number;
  /** @returns what is wrong with a record beyond its form. */
  readonly faultOf?: (record: FdxRecord) => string | undefined;
  /** The gateway refuses a record with such a fault. */
  readonly isFaultFatal?: boolean;
}

type ReadPage = (cursor: string | undefined) => Promise<Answer<Page<FdxRecord>>>;

/** Enough to see how a list goes on. */
const MAX_PAGES = 2;

/** What stands in the place of a line that costs no call. */
const EMPTY = {
  ...{ detail: undefined, rows: undefined, paging: undefined, shape: undefined },
  ...{ findings: [], unknownFields: [] },
};

/** Asks a provider one question after another, and writes a line for each. */
export class CheckQuestions {
  readonly lines: CheckLine[] = [];
  readonly #home: URL;
  readonly #call: ProviderCall;

  /** @param home where the provider's data is. */
  constructor(home: URL, call: ProviderCall) {
    this.#home = home;
    this.#call = call;
  }

  /** @returns the record, if there is one. */
  async record(question: Question, read: () => Promise<Answer<FdxRecord>>): Promise<FdxRecord | undefined> {
    return this.#ask(question, async (findings) => {
      const answer = await read();
      const record = answer.value;
      const facts = inspectBody(answer.bytes, question, this.#home, findings);
      addFault(question, record, findings);
      return { result: record, rows: 1, facts: { ...facts, paging: undefined } };
    });
  }

  /** @returns the rows of the first pages, if there are any. */
  async list(question: Question, read: ReadPage): Promise<readonly FdxRecord[]> {
    const rows = await this.#ask(question, async (findings) => {
      const list = new ListReading(question, this.#home, findings);
      await list.read(read);
      return { result: list.rows, rows: list.rows.length, facts: list.facts };
    });
    return rows ?? [];
  }

  /** Asks for what is neither record nor list. */
  async other<Result>(question: Question, read: () => Promise<Result>): Promise<Result | undefined> {
    return this.#ask(question, async () => ({ result: await read(), rows: undefined, facts: undefined }));
  }

  /** There is nothing to ask for. */
  notAsked({ resource, way }: Question): void {
    this.lines.push({ ...EMPTY, resource, way, answer: "NOT_ASKED" });
  }

  async #ask<Result>(
    { resource, way, clusters }: Question,
    ask: (findings: Findings) => Promise<Asked<Result>>,
  ): Promise<Result | undefined> {
    if (!clusters.some((cluster) => this.#call.grantedClusters.includes(cluster))) {
      this.lines.push({ ...EMPTY, resource, way, answer: "NOT_GRANTED" });
      return undefined;
    }
    const findings = new Findings();
    const asked = await this.#inTime(() => ask(findings)).catch((failure: unknown) => failureOf(failure));
    const { list, unknownFields } = findings;
    const isAnswer = "result" in asked;
    this.lines.push({
      ...{ resource, way, findings: list, unknownFields },
      ...{ answer: isAnswer ? "OK" : asked.code, detail: isAnswer ? undefined : asked.detail },
      rows: isAnswer ? asked.rows : undefined,
      ...{ paging: undefined, shape: undefined, ...(isAnswer ? asked.facts : {}) },
    });
    return isAnswer ? asked.result : undefined;
  }

  /** Once the check has ended nothing more begins, no call for a token either. */
  async #inTime<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (!this.#call.request.signal.aborted) return ask();
    throw new GatewayError("PROVIDER_TIMEOUT", "the check ended before");
  }
}

interface Asked<Result> {
  readonly result: Result;
  readonly rows: number | undefined;
  readonly facts: Partial<{ [Fact in keyof BodyFacts]: BodyFacts[Fact] | undefined }> | undefined;
}

/** The first pages of one list. */
class ListReading {
  readonly rows: FdxRecord[] = [];
  facts: BodyFacts | undefined;
  readonly #question: Question;
  readonly #home: URL;
  readonly #findings: Findings;
  readonly #ids = new Set<unknown>();

  constructor(question: Question, home: URL, findings: Findings) {
    this.#question = question;
    this.#home = home;
    this.#findings = findings;
  }

  async read(read: ReadPage): Promise<void> {
    let cursor: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const answer = await read(cursor);
      const page = answer.value;
      const facts = inspectBody(answer.bytes, this.#question, this.#home, this.#findings);
      this.facts = { paging: this.facts?.paging ?? facts.paging, shape: shapeOf(this.facts, facts) };
      this.#addRows(page.rows);
      this.#judge(page, cursor);
      if (page.next === undefined || page.next === cursor) return;
      cursor = page.next;
    }
  }

  #addRows(rows: readonly FdxRecord[]): void {
    const { idKey = "", limit = Infinity } = this.#question;
    if (rows.length > limit) this.#findings.add("a page larger than asked for");
    for (const row of rows) {
      const id = row[idKey];
      if (!isMissing(id) && this.#ids.has(id)) this.#findings.add("a row that came before");
      this.#ids.add(id);
      addFault(this.#question, row, this.#findings);
      // One by one: as arguments of one push, some hundred thousand rows overflow the stack.
      this.rows.push(row);
    }
  }

  #judge(page: Page<FdxRecord>, cursor: string | undefined): void {
    const read = this.rows.length;
    if (isTotalWrong(page, read)) this.#findings.add("totalElements is wrong");
    if (page.next !== undefined) {
      if (page.next === cursor) this.#findings.add("the page's own key as the next one");
      if (read === 0) this.#findings.add("an empty page that is not the last");
    }
    if (page.cutOff !== true || page.totalElements === read) return;
    throw new GatewayError("PROVIDER_ANSWER_INVALID", "more follows, and there is no way to it");
  }
}

function isTotalWrong({ next, cutOff, totalElements }: Page<FdxRecord>, read: number): boolean {
  if (totalElements === undefined) return false;
  const isLast = next === undefined && cutOff !== true;
  return isLast ? totalElements !== read : totalElements < read;
}

function shapeOf(before: BodyFacts | undefined, { shape }: BodyFacts): BodyFacts["shape"] {
  if (before?.shape === undefined || shape === undefined) return before?.shape ?? shape;
  return before.shape === shape ? shape : "mixed";
}

/** @throws GatewayError PROVIDER_ANSWER_INVALID for a fault that is fatal. */
function addFault({ faultOf, isFaultFatal }: Question, record: FdxRecord, findings: Findings): void {
  const fault = faultOf?.(record);
  if (fault === undefined) return;
  findings.add(fault);
  if (isFaultFatal === true) throw new GatewayError("PROVIDER_ANSWER_INVALID", fault);
}

/** Of the gateway or its store: the provider must not be blamed, and the rest would fail likewise. */
const OUR_FAULTS: ReadonlySet<ErrorCode> = new Set([
  ...(["STORE_UNAVAILABLE", "RECORD_UNREADABLE", "CONSENT_NOT_ACTIVE", "INTERNAL"] as const),
]);

/** A GatewayError's message is the operator's, and holds codes only. */
function failureOf(failure: unknown): { readonly code: ErrorCode; readonly detail: string } {
  if (!(failure instanceof GatewayError) || OUR_FAULTS.has(failure.code)) throw failure;
  return { code: failure.code, detail: failure.message.slice(failure.code.length + 2) };
}
