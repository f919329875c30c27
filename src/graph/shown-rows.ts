import type { GraphQLResolveInfo } from "graphql";
import type { ActiveConsent } from "../consents/consent.js";
import type { AccountId } from "../core/ids.js";
import type { FdxRecord } from "../loaders/records.js";

export type Path = GraphQLResolveInfo["path"];

/** Something that an answer shows, and under which consent it was read. */
export type ShownRow = { readonly consent: ActiveConsent } & (
  | { readonly kind: "account"; readonly accountId: AccountId; readonly record: FdxRecord }
  | { readonly kind: "statement"; readonly accountId: AccountId; readonly record: FdxRecord }
  | { readonly kind: "reward-program"; readonly rewardProgramId: string | undefined }
  /** Nothing below it costs a call of its own. */
  | { readonly kind: "plain" }
);

/** What one field shows: a single thing, or the rows of its list or page. */
export interface Shown {
  readonly info: GraphQLResolveInfo;
  readonly rows: readonly ShownRow[];
  readonly isSingle: boolean;
}

/** All transactions of one account in a window, which an answer is made of though it may show few of them. */
export interface ReadWindow {
  readonly consent: ActiveConsent;
  readonly accountId: AccountId;
  /** YYYY-MM-DD, both days included. */
  readonly startDate: string;
  readonly endDate: string;
}

/** What the answer to one request shows, as resolvers tell it: the ground for explaining nulls and for counting calls. */
export class ShownRows {
  readonly #fields = new Map<Path, Shown>();
  readonly #windows: ReadWindow[] = [];

  tell(info: GraphQLResolveInfo, shown: ShownRow | readonly ShownRow[]): void {
    const isSingle = "kind" in shown;
    this.#fields.set(info.path, { info, rows: isSingle ? [shown] : shown, isSingle });
  }

  tellWindow(window: ReadWindow): void {
    this.#windows.push(window);
  }

  get fields(): readonly Shown[] {
    return [...this.#fields.values()];
  }

  get windows(): readonly ReadWindow[] {
    return this.#windows;
  }

  /** @returns the row that the value at this place is, or is a part of; `undefined` where nobody has told. */
  at(path: Path): ShownRow | undefined {
    let index = 0;
    for (let place: Path | undefined = path; place !== undefined; place = place.prev) {
      const shown = this.#fields.get(place);
      if (shown !== undefined) return shown.rows[shown.isSingle ? 0 : index];
      if (typeof place.key === "number") index = place.key;
    }
    return undefined;
  }
}

/** @returns for each row of the joined lists, under which consent its list was read. */
export function joinedRows<Row>(
  consents: readonly ActiveConsent[],
  lists: readonly (readonly Row[])[],
  shownAs: (row: Row, consent: ActiveConsent) => ShownRow,
): readonly ShownRow[] {
  return consents.flatMap((consent, index) => (lists[index] ?? []).map((row) => shownAs(row, consent)));
}
